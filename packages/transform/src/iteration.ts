import type * as t from '@babel/types';
import { bindingNames } from './bindings.js';
import { disposal } from './disposal.js';
import { probe, resume, siteProbe } from './emit.js';
import { leaveStack, type FileState } from './file-state.js';
import { assignment, block, declaration, identifier, statement, tryFinally } from './nodes.js';
import { takeLabels } from './labels.js';
import { inPlaceOf } from './places.js';
import { some, visitFields } from './walk.js';

/** A loop that needs no more than to be known as one. */
export function visitLoop(
  node: t.WhileStatement | t.DoWhileStatement | t.ForInStatement,
  file: FileState,
): t.Node {
  file.frame.isBusy = true;
  if (node.type === 'ForInStatement') {
    visitFields(node, ['right'], file);
    visitRepeated(node, ['left', 'body'], file);
  } else {
    visitRepeated(node, ['test', 'body'], file);
  }
  return node;
}

/** Visits the fields of a loop that run more than once. */
export function visitRepeated(node: t.Loop, keys: readonly string[], file: FileState): void {
  file.frame.loops++;
  visitFields(node, keys, file);
  file.frame.loops--;
}

/**
 * The activation is on stack while the iterator works, and again from the head's binding on. What
 * the binding runs (defaults, getters, setters) therefore moves into the body. Where the body leaves
 * the loop, it resumes before the iterator is closed.
 *
 * @example
 * for await (const { id = next() } of x) use(id);
 * for (const y of x) await use(y);
 * // becomes
 * try {
 *   for await (const $t1 of $c.iterate($f, 0, x)) {
 *     $c.resume($f);
 *     const { id = next() } = $t1;
 *     { use(id); }
 *   }
 * } finally { $c.resume($f); }
 * for (const y of x) {
 *   try { $c.resumed($f, await $c.suspend($f, 1, use(y))); } finally { $c.resume($f); }
 * }
 */
export function rewriteForOf(node: t.ForOfStatement, file: FileState): t.Node {
  const { frame } = file;
  frame.isBusy = true;
  const labelled = takeLabels(node, file);
  const isInstrumented = frame.metadata !== null;
  const iterates = isInstrumented && node.await;
  const disposes =
    isInstrumented &&
    node.left.type === 'VariableDeclaration' &&
    node.left.kind === 'await using' &&
    !isHiddenBy(node.left, node.right);
  const iteration = iterates ? leaveStack(file, 'for await', node) : -1;
  const disposing = disposes ? leaveStack(file, 'await using', node.left) : -1;

  visitFields(node, ['right'], file);
  const { returns, suspensions } = frame;
  visitRepeated(node, ['left'], file);
  const bindingSuspends = frame.suspensions > suspensions;
  visitRepeated(node, ['body'], file);
  if (frame.returns > returns) frame.replaceable++;
  if (disposes) bindDisposable(node, disposing, file);
  if (iterates || bindingSuspends) bindInBody(node, bindingSuspends, file);
  if (!iterates) {
    if (frame.suspensions > suspensions && !disposes) resumeWhenLeft(node, file);
    return labelled;
  }
  node.right = siteProbe(file, 'iterate', iteration, node.right);
  blockOf(node).body.unshift(resume(file));
  return tryFinally([labelled], [resume(file)]);
}

/**
 * An array pattern in which a default leaves the stack resumes before its iterator is closed.
 *
 * @example
 * const [a = await x] = y;
 * // becomes
 * const [a = $c.resumed($f, await $c.suspend($f, 0, x))] = $c.destructure($f, y);
 */
export function rewriteDeclarator(node: t.VariableDeclarator, file: FileState): t.Node {
  const { frame } = file;
  const { suspensions } = frame;
  visitFields(node, ['id'], file);
  const isInterrupted = node.id.type === 'ArrayPattern' && frame.suspensions > suspensions;
  visitFields(node, ['init'], file);
  if (isInterrupted && node.init) node.init = destructure(node.init, file);
  return node;
}

function destructure(value: t.Expression, file: FileState): t.Expression {
  const result = probe(file, 'destructure', value);
  result.loc = value.loc;
  return result;
}

function bindDisposable(node: t.ForOfStatement, site: number, file: FileState): void {
  const { id } = (node.left as t.VariableDeclaration).declarations[0]!;
  const value = file.names.temporary();
  const guarded = tryFinally([...disposal(file, site, id, value), node.body], [resume(file)]);
  node.left = inPlaceOf(node.left, declaration('const', identifier(value), null));
  node.body = inPlaceOf(node.body, block([guarded]));
}

function bindInBody(node: t.ForOfStatement, isInterrupted: boolean, file: FileState): void {
  const { left } = node;
  if (left.type === 'Identifier') return;
  const value = file.names.temporary();
  let binding: t.Statement;
  if (left.type === 'VariableDeclaration') {
    const { id } = left.declarations[0]!;
    const isPlain = id.type === 'Identifier' && left.kind !== 'using';
    if (isPlain || isHiddenBy(left, node.right)) return;
    const init = identifier(value);
    const isClosed = isInterrupted && id.type === 'ArrayPattern';
    binding = declaration(left.kind, id, isClosed ? destructure(init, file) : init);
  } else {
    binding = statement(assignment(left, identifier(value)));
  }
  node.left = inPlaceOf(left, declaration('const', identifier(value), null));
  node.body = inPlaceOf(node.body, block([binding, node.body]));
}

function resumeWhenLeft(node: t.ForOfStatement, file: FileState): void {
  const tried = tryFinally([], [resume(file)]);
  tried.block = blockOf(node);
  node.body = block([tried]);
}

/**
 * In the expression that is iterated, the names of the head exist and can't be read yet. A binding
 * that has moved out of the head would let the expression see the names outside.
 */
function isHiddenBy(left: t.VariableDeclaration, right: t.Expression): boolean {
  if (left.kind === 'var') return false;
  const names = bindingNames(left, new Set());
  names.add('eval');
  return some(right, (node) => (node.type === 'Identifier' && names.has(node.name)) || undefined);
}

function blockOf(node: t.ForOfStatement): t.BlockStatement {
  if (node.body.type !== 'BlockStatement') node.body = block([node.body]);
  return node.body as t.BlockStatement;
}
