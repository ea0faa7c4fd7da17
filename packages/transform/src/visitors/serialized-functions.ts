import type * as t from '@babel/types';
import { isFunctionExpression, isWrapped, type FunctionNode } from '../ast/predicates.js';
import type { FileState } from '../walk/file-state.js';
import { visit, visitFields } from '../walk/visit.js';

/** Methods that send the source text of a function to another realm (Puppeteer, Playwright). */
const SERIALIZING_METHODS = new Set([
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

/** Their methods whose calls are hoisted above the imports, where the probes are out of reach. */
const HOISTED_METHODS = new Set(['mock', 'doMock', 'unmock', 'hoisted', 'unstable_mockModule']);

/** Directives of functions that are compiled apart from the file. */
const SERIALIZING_DIRECTIVES = new Set(['use asm', 'worklet']);

/** Whether a function has a directive by which it runs elsewhere than in this file. */
export function isSerialized(node: FunctionNode): boolean {
  if (node.type === 'StaticBlock' || node.body.type !== 'BlockStatement') return false;
  return node.body.directives.some(({ value }) => SERIALIZING_DIRECTIVES.has(value.value));
}

/**
 * Leaves alone the functions given to a method that is known to run them elsewhere, with everything
 * in them.
 *
 * @example
 * page.evaluate(() => document.title); // the arrow function is not instrumented
 */
export function visitCall(
  node: t.CallExpression | t.OptionalCallExpression,
  file: FileState,
): t.Node {
  file.frame.isLeaf = false;
  if (!serializesFunctions(node.callee)) {
    visitFields(node, ['callee', 'arguments'], file);
    return node;
  }
  visitFields(node, ['callee'], file);
  file.ancestors.push(node);
  node.arguments = node.arguments.map((argument) =>
    isWrappedFunction(argument) ? argument : (visit(argument, file) as typeof argument),
  );
  file.ancestors.pop();
  return node;
}

/**
 * Leaves a module block alone: it runs where it is imported, often in a worker, and sees nothing of
 * this file.
 *
 * @example
 * const m = module { export const f = () => g(); }; // unchanged
 */
export function skipModuleExpression(node: t.ModuleExpression): t.Node {
  return node;
}

function serializesFunctions(callee: t.Node): boolean {
  if (callee.type !== 'MemberExpression' && callee.type !== 'OptionalMemberExpression') {
    return false;
  }
  const { object, property, computed } = callee;
  if (computed || property.type !== 'Identifier') return false;
  if (SERIALIZING_METHODS.has(property.name)) return true;
  return HOISTED_METHODS.has(property.name) && isTestLibrary(object);
}

/**
 * Whether an object is that of a test library. Its methods can be chained: `jest.mock('a', f).mock('b',
 * g)`. Compilers write it as `globals.jest`, or as `_getJestObj()` once they have hoisted the call.
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

function isWrappedFunction(argument: t.Node): boolean {
  let node = argument;
  while (isWrapped(node)) node = node.expression;
  return isFunctionExpression(node);
}
