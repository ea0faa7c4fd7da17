import type * as t from '@babel/types';
import type { FunctionNode } from '../ast/predicates.js';
import type { LoweredFunctions } from '../lowered/lowered-functions.js';
import { qualifiedName } from '../names/qualified-name.js';
import type { FileState, StandIn } from '../walk/file-state.js';
import { newFrame } from '../walk/frame.js';
import { visit, visitFields } from '../walk/visit.js';

/**
 * Leaves alone what a compiler has put around a lowered async function: its helpers, and the functions
 * that only pass a call on. The generator inside takes the place of the function that it was.
 *
 * @returns whether the function is one of these, and has been visited
 *
 * @example
 * function f(x) { return __awaiter(this, void 0, void 0, function* () { yield x; }); }
 * // becomes
 * function f(x) {
 *   return __awaiter(this, void 0, void 0, function* () {
 *     const $f = $c.on ? $c.open($b(1)) : null;
 *     try { $c.resumed($f, yield $c.suspend($f, 0, x)); } finally { if ($f) $c.close($f); }
 *   });
 * }
 */
export function visitWrapper(
  node: FunctionNode,
  lowered: LoweredFunctions,
  file: FileState,
): boolean {
  if (lowered.isAdded(node) || lowered.isForwarder(node)) return true;
  const generator = lowered.generatorIn(node);
  if (generator === null) return false;

  const outer = file.frame;
  const { name, path } = qualifiedName(node, file);
  const own = node.loc ? file.origins.of(node.loc.start) : null;
  const { kind } = generator;
  const { loc } = generator.node;
  file.standIns.set(generator.node, {
    kind,
    name,
    path,
    // Babel maps the generator, rather than what it puts around it.
    origin: own ?? (loc ? file.origins.of(loc.start) : null),
    isIncluded: file.hints === null || !file.hints.covers(node),
  });
  file.frame = newFrame('function', null, path);
  if (node.type !== 'StaticBlock') visitFields(node, ['params'], file);
  visit(generator.node, file);
  file.frame = outer;
  return true;
}

/** The lowered async function that a generator is; null for any other function. */
export function standInOf(node: FunctionNode, file: FileState): StandIn | null {
  const known = file.standIns.get(node);
  if (known !== undefined) return known;
  const generator = file.lowered!.helpers.generatorGivenBy(file.ancestors.at(-1));
  if (generator?.node !== node) return null;
  const origin = node.loc ? file.origins.of(node.loc.start) : null;
  return { ...qualifiedName(node, file), kind: generator.kind, origin, isIncluded: true };
}

/** The test of whether a `yield` was an `await`. */
export function isLoweredAwait(
  kind: StandIn['kind'],
  { helpers }: LoweredFunctions,
): (node: t.YieldExpression) => boolean {
  return kind === 'async' ? ({ delegate }) => !delegate : (node) => helpers.awaitIn(node) !== null;
}
