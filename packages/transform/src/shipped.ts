import type * as t from '@babel/types';
import type { FunctionNode } from './functions.js';
import type { FileState } from './file-state.js';
import { visit, visitFields } from './walk.js';

/** Methods that send the source text of a function elsewhere (Puppeteer, Playwright). */
const SHIPPING_METHODS = new Set([
  'evaluate',
  'evaluateHandle',
  '$eval',
  '$$eval',
  'addInitScript',
  'waitForFunction',
  'evaluateOnNewDocument',
  'evaluateAll',
]);

const TEST_LIBRARIES = new Set(['jest', '_getJestObj', 'vi', 'vitest']);

/** Methods of theirs whose functions are moved above the imports, out of our reach. */
const HOISTED_METHODS = new Set(['mock', 'doMock', 'unmock', 'hoisted', 'unstable_mockModule']);

const SHIPPING_DIRECTIVES = new Set(['use asm', 'worklet']);

/** Whether a function says of itself that it will not run where it stands. */
export function isShipped(node: FunctionNode): boolean {
  if (node.type === 'StaticBlock' || node.body.type !== 'BlockStatement') return false;
  return node.body.directives.some(({ value }) => SHIPPING_DIRECTIVES.has(value.value));
}

/** Functions that are known to run elsewhere are left alone, with everything in them. */
export function visitCall(
  node: t.CallExpression | t.OptionalCallExpression,
  file: FileState,
): t.Node {
  file.frame.isBusy = true;
  if (!shipsFunctions(node.callee)) {
    visitFields(node, ['callee', 'arguments'], file);
    return node;
  }
  visitFields(node, ['callee'], file);
  file.ancestors.push(node);
  node.arguments = node.arguments.map((argument) =>
    isFunction(argument) ? argument : (visit(argument, file) as typeof argument),
  );
  file.ancestors.pop();
  return node;
}

/** A module block runs where it is imported, often in a worker, and sees nothing of this file. */
export function leaveModule(node: t.ModuleExpression): t.Node {
  return node;
}

function shipsFunctions(callee: t.Node): boolean {
  if (callee.type !== 'MemberExpression' && callee.type !== 'OptionalMemberExpression') {
    return false;
  }
  const { object, property, computed } = callee;
  if (computed || property.type !== 'Identifier') return false;
  if (SHIPPING_METHODS.has(property.name)) return true;
  return HOISTED_METHODS.has(property.name) && isTestLibrary(object);
}

/**
 * Its methods can be chained: `jest.mock('a', f).mock('b', g)`. Compilers make `globals.jest` of it,
 * and those that have hoisted the call already `_getJestObj()`.
 */
function isTestLibrary(object: t.Node): boolean {
  let node = object;
  while (node.type === 'CallExpression' && node.callee.type === 'MemberExpression') {
    node = node.callee.object;
  }
  if (node.type === 'CallExpression') node = node.callee;
  if (node.type === 'MemberExpression' && !node.computed) node = node.property;
  return node.type === 'Identifier' && TEST_LIBRARIES.has(node.name);
}

function isFunction(argument: t.Node): boolean {
  switch (argument.type) {
    case 'ArrowFunctionExpression':
    case 'FunctionExpression':
      return true;
    case 'ParenthesizedExpression':
    case 'TSAsExpression':
    case 'TSSatisfiesExpression':
      return isFunction(argument.expression);
    default:
      return false;
  }
}
