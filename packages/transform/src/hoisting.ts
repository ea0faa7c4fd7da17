import type * as t from '@babel/types';
import { bindingNames } from './bindings.js';
import type { FileState } from './file-state.js';
import {
  call,
  declaration,
  functionDeclaration,
  identifier,
  returnStatement,
  stringLiteral,
} from './nodes.js';
import { some } from './walk.js';

/**
 * Readies the statements of a body for a block. Functions at the top of a body are variables of it;
 * in a block they are bound like `let`. Where another declaration of the name would then be an
 * error, or a different variable, the function becomes the value of a `var` that is assigned first. So
 * it does where a direct `eval` might declare the name. Its text stays where it is.
 *
 * @example
 * function outer(a) { a(); function a() {} function b() {} }
 * // becomes
 * function outer(a) {
 *   …
 *   try {
 *     var a = $t1();
 *     a();
 *     function $t1() { return { ['a']: function () {} }['a']; }
 *     function b() {}
 *   } …
 * }
 */
export function inBlock(
  params: readonly t.Node[],
  statements: t.Statement[],
  file: FileState,
): t.Statement[] {
  const declared = topFunctions(statements);
  if (declared.length === 0) return statements;
  const conflicts = conflictingNames(params, statements, declared);
  if (!declared.some(({ id }) => conflicts.has(id!.name))) return statements;

  const assigned: t.Statement[] = [];
  const giveWay = (node: t.Statement): t.Statement[] => {
    if (node.type === 'LabeledStatement') {
      node.body = giveWay(node.body)[0]!;
    } else if (node.type === 'TSDeclareFunction') {
      if (conflicts.has(node.id!.name)) return [];
    } else if (node.type === 'FunctionDeclaration' && conflicts.has(node.id!.name)) {
      const giver = file.names.temporary();
      assigned.push(declaration('var', identifier(node.id!.name), call(identifier(giver), [])));
      return [givingFunction(giver, node)];
    }
    return [node];
  };
  const rest = statements.flatMap(giveWay);
  return [...assigned, ...rest];
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

/**
 * A function that gives another one, which is named after a property: without a name of its own, it
 * sees the variable under that name, as a declared function does.
 */
function givingFunction(giver: string, node: t.FunctionDeclaration): t.Statement {
  const name = stringLiteral(node.id!.name);
  const value = { ...node, type: 'FunctionExpression', id: null } as unknown as t.Expression;
  const property = { type: 'ObjectProperty', key: name, value, computed: true };
  const holder = { type: 'ObjectExpression', properties: [property] };
  const given = { type: 'MemberExpression', object: holder, property: name, computed: true };
  return functionDeclaration(giver, [], [returnStatement(given as t.MemberExpression)]);
}
