import type * as t from '@babel/types';
import { bindingNames } from './bindings.js';
import { declaration, identifier } from './nodes.js';
import { some } from './walk.js';

/**
 * Readies the statements of a body for a block. Functions at the top of a body are variables of it;
 * in a block they are bound like `let`. Where another declaration of the name would then be an
 * error, or a different variable, the function becomes a `var` that is assigned first. So it does
 * where a direct `eval` might declare the name.
 *
 * @example
 * function outer(a) { a(); function a() {} function b() {} }
 * // becomes
 * function outer(a) { … try { var a = function () {}; a(); function b() {} } … }
 */
export function inBlock(params: readonly t.Node[], statements: t.Statement[]): t.Statement[] {
  const declared = topFunctions(statements);
  if (declared.length === 0) return statements;
  const conflicts = conflictingNames(params, statements, declared);
  const assigned = declared.filter(({ id }) => conflicts.has(id!.name));
  if (assigned.length === 0) return statements;

  const moved = new Set<t.Node>(assigned);
  const isMoved = (node: t.Node) =>
    moved.has(node) || (node.type === 'TSDeclareFunction' && conflicts.has(node.id!.name));
  const rest = statements
    .map((node) => (node.type === 'LabeledStatement' ? withoutFunction(node, isMoved) : node))
    .filter((node) => !isMoved(node));
  return [...assigned.map(asVariable), ...rest];
}

/** The functions that are declared at the top of a body, behind labels too. */
function topFunctions(statements: t.Statement[]): t.FunctionDeclaration[] {
  const functions: t.FunctionDeclaration[] = [];
  for (let node of statements) {
    while (node.type === 'LabeledStatement') node = node.body;
    if (node.type === 'FunctionDeclaration') functions.push(node);
  }
  return functions;
}

/** The names that may not become names of the block. */
function conflictingNames(
  params: readonly t.Node[],
  statements: t.Statement[],
  declared: t.FunctionDeclaration[],
): Set<string> {
  const top = new Set<t.Node>(declared);
  const names = new Set<string>();
  for (const param of params) bindingNames(param, names);
  let evaluates = false;
  const collect = (node: t.Node) => {
    if (node.type === 'VariableDeclaration' && node.kind === 'var') bindingNames(node, names);
    // In sloppy code, a function in a block declares a `var` as well.
    if (node.type === 'FunctionDeclaration' && !top.has(node)) names.add(node.id!.name);
    if (isDirectEval(node)) evaluates = true;
    return 'params' in node || node.type === 'StaticBlock' ? false : undefined;
  };
  for (const node of statements) some(node, collect);

  const seen = new Set<string>();
  for (const { id } of declared) {
    if (evaluates || seen.has(id!.name)) names.add(id!.name);
    seen.add(id!.name);
  }
  return names;
}

function isDirectEval(node: t.Node): boolean {
  return (
    (node.type === 'CallExpression' || node.type === 'OptionalCallExpression') &&
    node.callee.type === 'Identifier' &&
    node.callee.name === 'eval'
  );
}

/** Without a name of its own, the function is named after its variable, and refers to it. */
function asVariable(node: t.FunctionDeclaration): t.Statement {
  const id = node.id!;
  const value = {
    ...node,
    type: 'FunctionExpression',
    id: null,
  } as unknown as t.FunctionExpression;
  return declaration('var', identifier(id.name), value);
}

function withoutFunction(
  node: t.LabeledStatement,
  isMoved: (node: t.Node) => boolean,
): t.LabeledStatement {
  if (node.body.type === 'LabeledStatement') withoutFunction(node.body, isMoved);
  else if (isMoved(node.body)) node.body = { type: 'EmptyStatement' } as t.EmptyStatement;
  return node;
}
