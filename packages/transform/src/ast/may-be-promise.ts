import type * as t from '@babel/types';
import { isWrapped } from './predicates.js';

/** Whether the syntax of an expression allows its value to be a promise. */
export function mayBePromise(node: t.Expression): boolean {
  if (isWrapped(node)) return mayBePromise(node.expression);
  switch (node.type) {
    case 'ArrayExpression':
    case 'ArrowFunctionExpression':
    case 'AwaitExpression':
    case 'BigIntLiteral':
    case 'BinaryExpression':
    case 'BooleanLiteral':
    case 'ClassExpression':
    case 'FunctionExpression':
    case 'JSXElement':
    case 'JSXFragment':
    case 'MetaProperty':
    case 'NullLiteral':
    case 'NumericLiteral':
    case 'ObjectExpression':
    case 'RegExpLiteral':
    case 'StringLiteral':
    case 'TemplateLiteral':
    case 'UnaryExpression':
    case 'UpdateExpression':
      return false;
    case 'Identifier':
      return node.name !== 'undefined';
    case 'AssignmentExpression':
      return node.operator === '=' ? mayBePromise(node.right) : isLogical(node.operator);
    case 'ConditionalExpression':
      return mayBePromise(node.consequent) || mayBePromise(node.alternate);
    case 'LogicalExpression':
      return mayBePromise(node.left) || mayBePromise(node.right);
    case 'SequenceExpression':
      return mayBePromise(node.expressions[node.expressions.length - 1]!);
    default:
      return true;
  }
}

/** All other compound assignments compute a number, a string or a bigint. */
function isLogical(operator: string): boolean {
  return operator === '&&=' || operator === '||=' || operator === '??=';
}
