import type * as t from '@babel/types';
import { isEmitted, type Position } from './location.js';

/** What may stand between a value and what is done with it. */
const BETWEEN = /\s|\/\*[^]*?\*\/|\/\/.*|\)/.source;
const BEFORE_ACCESS = new RegExp(`(?:${BETWEEN})*`, 'y');
const BEFORE_BRACKET = new RegExp(`(?:${BETWEEN}|\\?\\.)*`, 'y');

/** Words that can name a property, but nothing that is called by itself. */
const RESERVED =
  /^(?:break|case|catch|class|const|continue|debugger|default|delete|do|else|enum|export|extends|false|finally|for|function|if|import|in|instanceof|new|null|return|switch|this|throw|true|try|typeof|var|void|while|with)$/;

/**
 * Where V8 says that the `return` of an async generator waits, and that a `yield*` iterates, which have no
 * position of their own: at the last operation of the value, in the order of the code, that has one. A name has
 * none; it is then at the start of the statement, of an operand or of a branch.
 *
 * @param start of the statement, or of the operand or branch that is looked at
 * @returns null where the code is not at hand, or was generated
 */
export function lastPosition(
  value: t.Expression,
  start: Position,
  code: string | undefined,
): Position | null {
  switch (value.type) {
    case 'ParenthesizedExpression':
    case 'TSAsExpression':
    case 'TSSatisfiesExpression':
    case 'TSNonNullExpression':
    case 'TSTypeAssertion':
    case 'TypeCastExpression':
      return lastPosition(value.expression, start, code);
    case 'ConditionalExpression':
      return atOwnStart(value.alternate, code);
    case 'LogicalExpression':
      return atOwnStart(value.right, code);
    case 'SequenceExpression':
      return atOwnStart(value.expressions.at(-1)!, code);
    case 'AssignmentExpression':
      return after(value.left, code, false);
    case 'MemberExpression':
    case 'OptionalMemberExpression':
      return accessPosition(value, code);
    case 'CallExpression':
    case 'OptionalCallExpression':
      return callPosition(value, start, code);
    case 'TaggedTemplateExpression':
      return value.quasi;
    case 'NewExpression':
    case 'AwaitExpression':
    case 'YieldExpression':
      return value;
    default:
      return start;
  }
}

function atOwnStart(value: t.Expression, code: string | undefined): Position | null {
  return lastPosition(value, value, code);
}

/** At the name, or at the `.` before it, where that stands after a call; else at the bracket. */
function accessPosition(
  { object, property, computed, optional }: t.MemberExpression | t.OptionalMemberExpression,
  code: string | undefined,
): Position | null {
  return !computed && !optional && !isAfterCall(object) ? property : after(object, code, !computed);
}

/** Whether a chain holds a call or a `?.`. */
function isAfterCall(object: t.Node): boolean {
  if (object.extra?.parenthesized) return false;
  switch (object.type) {
    case 'OptionalMemberExpression':
    case 'OptionalCallExpression':
      return true;
    case 'CallExpression':
      return object.callee.type !== 'Import';
    case 'MemberExpression':
      return isAfterCall(object.object);
    case 'TaggedTemplateExpression':
      return isAfterCall(object.tag);
    case 'TSNonNullExpression':
      return isAfterCall(object.expression);
    default:
      return false;
  }
}

/** At the name that is called, else at the parenthesis. */
function callPosition(
  node: t.CallExpression | t.OptionalCallExpression,
  start: Position,
  code: string | undefined,
): Position | null {
  const { callee } = node;
  if (callee.type === 'Import') return start;
  const isOptional = node.type === 'OptionalCallExpression' && node.optional;
  if (!isOptional && !callee.extra?.parenthesized) {
    if (callee.type === 'Identifier') return callee;
    const isAccess =
      callee.type === 'MemberExpression' || callee.type === 'OptionalMemberExpression';
    if (isAccess && isCallableName(callee)) return callee.property;
  }
  return after(node.typeArguments ?? node.typeParameters ?? callee, code, false);
}

function isCallableName({ property, computed }: t.MemberExpression | t.OptionalMemberExpression) {
  return !computed && property.type === 'Identifier' && !RESERVED.test(property.name);
}

/** The first token after a node, a `?.` before a bracket or parenthesis left out. */
function after(node: t.Node, code: string | undefined, isAccess: boolean): Position | null {
  const { end, loc } = node;
  if (code === undefined || typeof end !== 'number' || !loc || isEmitted(node)) return null;
  const between = isAccess ? BEFORE_ACCESS : BEFORE_BRACKET;
  between.lastIndex = end;
  between.test(code);
  const start = between.lastIndex;
  const lines = code.slice(end, start).split(/\r\n|[\r\n\u2028\u2029]/);
  const { line, column } = loc.end;
  const position = {
    line: line + lines.length - 1,
    column: lines.length > 1 ? lines.at(-1)!.length : column + start - end,
    index: start,
  };
  return { start, loc: { ...loc, start: position, end: position } };
}
