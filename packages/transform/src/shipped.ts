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

/** Methods of `jest` and `vi` whose functions are moved above the imports, out of our reach. */
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
    argument.type === 'ArrowFunctionExpression' || argument.type === 'FunctionExpression'
      ? argument
      : (visit(argument, file) as typeof argument),
  );
  file.ancestors.pop();
  return node;
}

function shipsFunctions(callee: t.Node): boolean {
  if (callee.type !== 'MemberExpression' && callee.type !== 'OptionalMemberExpression') {
    return false;
  }
  const { object, property, computed } = callee;
  if (computed || property.type !== 'Identifier') return false;
  if (SHIPPING_METHODS.has(property.name)) return true;
  return (
    HOISTED_METHODS.has(property.name) &&
    object.type === 'Identifier' &&
    (object.name === 'jest' || object.name === 'vi')
  );
}
