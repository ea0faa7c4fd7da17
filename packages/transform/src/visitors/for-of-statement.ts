import type * as t from '@babel/types';
import { bindingNames } from '../ast/binding-names.js';
import {
  assignment,
  block,
  declaration,
  identifier,
  statement,
  tryFinally,
} from '../ast/builders.js';
import { atLocationOf, atStartOf } from '../ast/location.js';
import { isAwaitUsing } from '../ast/predicates.js';
import { some } from '../ast/some.js';
import { destructure } from '../emit/destructure.js';
import { disposeAndBind } from '../emit/disposal.js';
import { resume, siteProbe } from '../emit/probes.js';
import { resumed } from '../emit/resumed.js';
import { unnamed, unnamedElement } from '../emit/unnamed.js';
import type { FileState } from '../walk/file-state.js';
import { addSuspension } from '../walk/sites.js';
import { visitFields } from '../walk/visit.js';
import { takeLabels } from './labeled-statement.js';
import { visitRepeated } from './loop.js';

/**
 * Has the activation on stack while the iterator works, and again from the binding of the head on.
 * What the binding runs (defaults, getters, setters) therefore moves into the body. Where the body
 * leaves the loop, the activation resumes before the iterator is closed.
 *
 * @example
 * for await (const { id = next() } of x) { use(id); }
 * for (const y of x) await use(y);
 * // becomes
 * try {
 *   for await (const $t1 of [$c?.iterate($f, 0, x)][0]) {
 *     const { id = next() } = $c?.resumed($f, $t1);
 *     { use(id); }
 *   }
 * } finally { $c.resume($f); }
 * for (const y of x) {
 *   try { $c?.resumed($f, await $c.suspend($f, 1, use(y))); } finally { $c.resume($f); }
 * }
 */
export function visitForOfStatement(node: t.ForOfStatement, file: FileState): t.Node {
  const { frame } = file;
  frame.isLeaf = false;
  const labeled = takeLabels(node, file);
  const isInstrumented = frame.metadata !== null;
  const iterates = isInstrumented && node.await;
  const disposes = isInstrumented && isAwaitUsing(node.left) && !isShadowed(node.left, node.right);
  const iterateSite = iterates ? addSuspension(file, 'for await', node) : -1;
  const disposeSite = disposes ? addSuspension(file, 'await using', node.left) : -1;

  const suspendsFirst =
    node.right.type === 'AwaitExpression' || node.right.type === 'YieldExpression';
  visitFields(node, ['right'], file);
  const { promiseReturns, suspensions } = frame;
  visitRepeated(node, ['left'], file);
  const bindingSuspends = frame.suspensions > suspensions;
  visitRepeated(node, ['body'], file);
  if (frame.promiseReturns > promiseReturns) frame.overridableReturns++;
  if (disposes) bindDisposable(node, disposeSite, file);
  const isBound = (iterates || bindingSuspends) && bindInBody(node, bindingSuspends, file);
  if (!iterates) {
    if (isInstrumented && suspendsFirst) node.right = unnamed(node.right);
    if (frame.suspensions > suspensions && !disposes) resumeWhenLeft(node, file);
    return labeled;
  }
  node.right = unnamedElement(siteProbe(file, 'for await', iterateSite, node.right));
  if (!isBound) blockOf(node).body.unshift(resume(file));
  return tryFinally([labeled], [resume(file)]);
}

function bindDisposable(node: t.ForOfStatement, site: number, file: FileState): void {
  const { id } = (node.left as t.VariableDeclaration).declarations[0]!;
  const value = file.names.temporary();
  const body = [...disposeAndBind(file, site, id, value), node.body];
  node.left = atLocationOf(node.left, declaration('const', identifier(value), null));
  node.body = atLocationOf(node.body, block([tryFinally(body, [resume(file)])]));
}

/** @returns whether the value is bound in the body, which resumes */
function bindInBody(node: t.ForOfStatement, bindingSuspends: boolean, file: FileState): boolean {
  const { left } = node;
  if (left.type === 'Identifier') return false;
  const value = file.names.temporary();
  let binding: t.Statement;
  if (left.type === 'VariableDeclaration') {
    const { id } = left.declarations[0]!;
    const runsNothing = id.type === 'Identifier' && left.kind !== 'using';
    if (runsNothing || isShadowed(left, node.right)) return false;
    const closesIterator = bindingSuspends && id.type === 'ArrayPattern';
    const isOnStack = closesIterator && !node.await;
    const init = isOnStack ? identifier(value) : resumed(identifier(value), file);
    binding = declaration(left.kind, id, closesIterator ? destructure(init, file) : init);
  } else {
    binding = statement(assignment(left, resumed(identifier(value), file)));
  }
  node.left = atLocationOf(left, declaration('const', awaitedAt(left, identifier(value)), null));
  node.body = atLocationOf(node.body, block([binding, node.body]));
  return true;
}

/**
 * Locates the variable in the head where V8 says that the loop awaits, as it does in the stacks of what is
 * awaited: at a declared name, at the last character of a declared pattern, else at the name of a property.
 */
function awaitedAt(left: t.ForOfStatement['left'], variable: t.Identifier): t.Identifier {
  if (left.type === 'MemberExpression') return atStartOf(left.property, variable);
  if (left.type !== 'VariableDeclaration') return atStartOf(left, variable);
  const { id } = left.declarations[0]!;
  if (id.type === 'Identifier' || !id.loc) return atStartOf(id, variable);
  const { line, column, index } = id.loc.end;
  const last = { line, column: column - 1, index: index - 1 };
  return atStartOf({ start: id.end! - 1, loc: { ...id.loc, start: last } }, variable);
}

function resumeWhenLeft(node: t.ForOfStatement, file: FileState): void {
  const tried = tryFinally([], [resume(file)]);
  tried.block = blockOf(node);
  node.body = block([tried]);
}

/**
 * Whether the iterated expression uses a name that the head declares. The name can't be read there
 * yet; with the declaration moved out of the head, it would be that of an outer variable.
 */
function isShadowed(left: t.VariableDeclaration, right: t.Expression): boolean {
  if (left.kind === 'var') return false;
  const names = bindingNames(left, new Set());
  names.add('eval');
  return some(right, (node) => (node.type === 'Identifier' && names.has(node.name)) || undefined);
}

function blockOf(node: t.ForOfStatement): t.BlockStatement {
  if (node.body.type !== 'BlockStatement') node.body = block([node.body]);
  return node.body as t.BlockStatement;
}
