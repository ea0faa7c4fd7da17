import type * as t from '@babel/types';
import { bindingNames } from '../ast/binding-names.js';
import {
  anonymousFunction,
  call,
  computedMember,
  computedProperty,
  declaration,
  functionDeclaration,
  identifier,
  objectExpression,
  returnStatement,
  stringLiteral,
} from '../ast/builders.js';
import { isDirectEval, isFunction } from '../ast/predicates.js';
import { some } from '../ast/some.js';
import type { FileState } from '../walk/file-state.js';

/**
 * Adapts the statements of a function's body to a block. Functions declared at the top of a body are
 * variables of the function; in a block they are bound like `let`. Where another declaration of the
 * name would then be an error, or another variable, or a direct `eval` might declare it, the function
 * becomes the value of a `var` that is assigned first. Its text stays where it is.
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
  const replaceConflicting = (node: t.Statement): t.Statement[] => {
    if (node.type === 'LabeledStatement') {
      node.body = replaceConflicting(node.body)[0]!;
    } else if (node.type === 'TSDeclareFunction') {
      if (conflicts.has(node.id!.name)) return [];
    } else if (node.type === 'FunctionDeclaration' && conflicts.has(node.id!.name)) {
      const factory = file.names.temporary();
      assigned.push(declaration('var', identifier(node.id!.name), call(identifier(factory), [])));
      return [factoryFunction(factory, node)];
    }
    return [node];
  };
  const rest = statements.flatMap(replaceConflicting);
  return [...assigned, ...rest];
}

/** The functions that are declared at the top of a body, labeled ones included. */
function topFunctions(statements: t.Statement[]): t.FunctionDeclaration[] {
  const functions: t.FunctionDeclaration[] = [];
  for (let node of statements) {
    while (node.type === 'LabeledStatement') node = node.body;
    if (node.type === 'FunctionDeclaration') functions.push(node);
  }
  return functions;
}

/** The names of functions that a block can't bind as their body does. */
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
    return isFunction(node) ? false : undefined;
  };
  for (const node of statements) some(node, collect);

  const seen = new Set<string>();
  for (const { id } of declared) {
    if (evaluates || seen.has(id!.name)) names.add(id!.name);
    seen.add(id!.name);
  }
  return names;
}

/**
 * A function that returns the declared one as an expression, named after a property. Without a name
 * of its own it sees the variable under that name, as a declared function does.
 */
function factoryFunction(factory: string, node: t.FunctionDeclaration): t.Statement {
  const name = stringLiteral(node.id!.name);
  const object = objectExpression([computedProperty(name, anonymousFunction(node))]);
  return functionDeclaration(factory, [], [returnStatement(computedMember(object, name))]);
}
