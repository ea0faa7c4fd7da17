import type * as t from '@babel/types';

/** A node whose body runs as an activation of its own; a static block is called once, by its class. */
export type FunctionNode = t.Function | t.StaticBlock;

export function isFunction(node: t.Node): node is FunctionNode {
  switch (node.type) {
    case 'ArrowFunctionExpression':
    case 'ClassMethod':
    case 'ClassPrivateMethod':
    case 'FunctionDeclaration':
    case 'FunctionExpression':
    case 'ObjectMethod':
    case 'StaticBlock':
      return true;
    default:
      return false;
  }
}

export function isFunctionExpression(
  node: t.Node,
): node is t.ArrowFunctionExpression | t.FunctionExpression {
  return node.type === 'ArrowFunctionExpression' || node.type === 'FunctionExpression';
}

export function isConstructor(node: t.Node): node is t.ClassMethod {
  return node.type === 'ClassMethod' && node.kind === 'constructor';
}

export function isClass(node: t.Node): node is t.Class {
  return node.type === 'ClassDeclaration' || node.type === 'ClassExpression';
}

/** Whether an expression is a function or class that the language names after what it is bound to. */
export function isAnonymousDefinition(node: t.Expression): boolean {
  return (
    (isFunctionExpression(node) || node.type === 'ClassExpression') && !('id' in node && node.id)
  );
}

/** An expression in parentheses or with a type, which has the value of its `expression`. */
export type WrappedExpression =
  | t.ParenthesizedExpression
  | t.TSAsExpression
  | t.TSNonNullExpression
  | t.TSSatisfiesExpression
  | t.TSTypeAssertion
  | t.TypeCastExpression;

export function isWrapped(node: t.Node): node is WrappedExpression {
  switch (node.type) {
    case 'ParenthesizedExpression':
    case 'TSAsExpression':
    case 'TSNonNullExpression':
    case 'TSSatisfiesExpression':
    case 'TSTypeAssertion':
    case 'TypeCastExpression':
      return true;
    default:
      return false;
  }
}

/** `using x = …` or `await using x = …` */
export function isUsing(node: t.Node): node is t.VariableDeclaration {
  return node.type === 'VariableDeclaration' && node.kind.endsWith('using');
}

/** `await using x = …` */
export function isAwaitUsing(node: t.Node): node is t.VariableDeclaration {
  return node.type === 'VariableDeclaration' && node.kind === 'await using';
}

/** `eval(…)`, which may declare variables in the scope around it. */
export function isDirectEval(node: t.Node): boolean {
  return (
    (node.type === 'CallExpression' || node.type === 'OptionalCallExpression') &&
    node.callee.type === 'Identifier' &&
    node.callee.name === 'eval'
  );
}
