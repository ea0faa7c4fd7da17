import type * as t from '@babel/types';
import { bindingNames } from './bindings.js';
import { disposal } from './disposal.js';
import { resume, siteProbe } from './emit.js';
import { leaveStack, type FileState } from './file-state.js';
import { assignment, block, declaration, identifier, statement, tryFinally } from './nodes.js';
import { takeLabels } from './labels.js';
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
 * the binding runs (defaults, getters, setters) therefore moves into the body.
 *
 * @example
 * for await (const { id = next() } of x) use(id);
 * // becomes
 * try {
 *   for await (const $t1 of $c.iterate($f, 0, x)) {
 *     $c.resume($f);
 *     const { id = next() } = $t1;
 *     { use(id); }
 *   }
 * } finally { $c.resume($f); }
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
  visitRepeated(node, ['left', 'body'], file);
  if (disposes) bindDisposable(node, disposing, file);
  if (!iterates) return labelled;
  bindInBody(node, file);
  node.right = siteProbe(file, 'iterate', iteration, node.right);
  blockOf(node).body.unshift(resume(file));
  return tryFinally([labelled], [resume(file)]);
}

function bindDisposable(node: t.ForOfStatement, site: number, file: FileState): void {
  const { id } = (node.left as t.VariableDeclaration).declarations[0]!;
  const value = file.names.temporary();
  node.left = declaration('const', identifier(value), null);
  node.body = block([tryFinally([...disposal(file, site, id, value), node.body], [resume(file)])]);
}

function bindInBody(node: t.ForOfStatement, file: FileState): void {
  const { left } = node;
  if (left.type === 'Identifier') return;
  const value = file.names.temporary();
  let binding: t.Statement;
  if (left.type === 'VariableDeclaration') {
    const { id } = left.declarations[0]!;
    const isPlain = id.type === 'Identifier' && left.kind !== 'using';
    if (isPlain || isHiddenBy(left, node.right)) return;
    binding = declaration(left.kind, id, identifier(value));
  } else {
    binding = statement(assignment(left, identifier(value)));
  }
  node.left = declaration('const', identifier(value), null);
  node.body = block([binding, node.body]);
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
