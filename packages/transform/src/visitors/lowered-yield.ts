import type * as t from '@babel/types';
import type { SiteKind } from '@coroscope/runtime/contract';
import { siteProbe } from '../emit/probes.js';
import { resumed } from '../emit/resumed.js';
import type { Helpers } from '../lowered/helpers.js';
import type { FileState } from '../walk/file-state.js';
import { addSuspension } from '../walk/sites.js';
import { visit, visitChildren, visitFields } from '../walk/visit.js';

type Call = t.CallExpression | t.NewExpression;

/**
 * Treats the `yield` of a lowered async function as the `await` that it was. In a lowered async generator,
 * what `yield` gives may be the helper's mark of an `await`.
 *
 * @example
 * __awaiter(this, void 0, void 0, function* () { yield x; });
 * // becomes
 * __awaiter(this, void 0, void 0, function* () {
 *   const $f = $c.on ? $c.open($b(1)) : null;
 *   try { $c.resumed($f, yield $c.suspend($f, 0, x)); } finally { if ($f) $c.close($f); }
 * });
 *
 * @example
 * __asyncGenerator(this, arguments, function* () { yield __await(x); yield yield __await(y); });
 * // becomes
 * __asyncGenerator(this, arguments, function* () {
 *   const $f = $c.on ? $c.open($b(1)) : null;
 *   try {
 *     $c.resumed($f, yield __await($c.suspend($f, 0, x)));
 *     $c.resumed($f, yield yield __await($c.pauseAsync($f, 1, y)));
 *   } finally { if ($f) $c.close($f); }
 * });
 */
export function visitLoweredYield(node: t.YieldExpression, file: FileState): t.Node {
  const { argument, delegate } = node;
  if (file.frame.kind === 'async') return visitSite('await', node, null, file);
  const { helpers } = file.lowered!;
  if (delegate) return visitSite('yield*', node, iteratingCall(argument, helpers), file);
  const awaits = helpers.awaitIn(node);
  if (awaits !== null) {
    // `yield __await(yield* …)` of TypeScript: only the inner one was in the source.
    const [awaited] = awaits.arguments;
    const isDelegation = awaited?.type === 'YieldExpression' && awaited.delegate;
    return isDelegation ? visitChildren(node, file) : visitSite('await', node, awaits, file);
  }
  const yielded = argument?.type === 'YieldExpression' ? helpers.awaitIn(argument) : null;
  return visitSite('yield', node, yielded, file);
}

/**
 * Treats `return yield …` of a lowered function. An async function that returns what it has awaited
 * returns no promise; an async generator awaits what it returns.
 *
 * @example
 * __asyncGenerator(this, arguments, function* () { return yield __await(x); });
 * // becomes
 * __asyncGenerator(this, arguments, function* () {
 *   const $f = $c.on ? $c.open($b(1)) : null;
 *   try { return yield __await($c.suspend($f, 0, x)); } finally { if ($f) $c.close($f); }
 * });
 */
export function visitLoweredReturn(
  value: t.YieldExpression,
  position: t.Node,
  file: FileState,
): t.Expression {
  const isGenerator = file.frame.kind === 'asyncGenerator';
  const awaits = isGenerator ? file.lowered!.helpers.awaitIn(value) : null;
  if (awaits === null) return visit(value, file) as t.Expression;
  const site = addSuspension(file, 'return', position);
  wrapOperand('return', site, value, awaits, file);
  return value;
}

/** @param call the call whose argument was the operand; null where that of `yield` was */
function visitSite(
  kind: SiteKind,
  node: t.YieldExpression,
  call: Call | null,
  file: FileState,
): t.Node {
  const operand = call === null ? node.argument : call.arguments[0];
  if (kind === 'await' && file.lowered!.isIteration(operand)) {
    // It has become the condition of a loop, and was none.
    file.frame.loopDepth--;
    const site = addSuspension(file, 'for await', node);
    file.frame.loopDepth++;
    wrapOperand('await', site, node, call, file);
  } else {
    wrapOperand(kind, addSuspension(file, kind, node), node, call, file);
  }
  return resumed(node, file);
}

function wrapOperand(
  kind: SiteKind,
  site: number,
  node: t.YieldExpression,
  call: Call | null,
  file: FileState,
): void {
  if (call === null) {
    visitChildren(node, file);
    const argument = siteProbe(file, kind, site, node.argument);
    if (!node.argument) argument.start = argument.end = node.end;
    node.argument = argument;
  } else {
    visitFields(call, ['arguments'], file);
    call.arguments[0] = siteProbe(file, kind, site, call.arguments[0] as t.Expression);
  }
}

/** The call in `yield* delegate(iterator(x))` or `yield* delegate(x)` that has `x` as its argument. */
function iteratingCall(
  node: t.Expression | null | undefined,
  helpers: Helpers,
): t.CallExpression | null {
  if (node?.type !== 'CallExpression') return null;
  const [argument] = node.arguments;
  return helpers.isAsyncIterator(argument) ? (argument as t.CallExpression) : node;
}
