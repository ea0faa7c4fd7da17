import type * as t from '@babel/types';
import { isFunction, isWrapped, type FunctionNode } from '../ast/predicates.js';
import { some } from '../ast/some.js';
import { findHelperAliases, type HelperAliases } from './helper-aliases.js';
import {
  generatorGivenBy,
  isAsyncIterator,
  mayBeLowered,
  type LoweredGenerator,
} from './helpers.js';

/** What is known of the lowered async functions of a file. */
export interface LoweredFunctions {
  readonly aliases: HelperAliases;
  /** Whether a function does nothing but pass its call on to a lowered one. */
  isForwarder(node: FunctionNode): boolean;
  /** Whether an expression is the promise that a lowered `for await` awaits. */
  isIteration(node: t.Node | null | undefined): boolean;
  /** The name that a function had before Babel gave it one with an underscore; null for any other. */
  originalName(node: FunctionNode): string | null;
}

/** @returns null where the file holds no lowered async functions */
export function findLoweredFunctions(
  program: t.Program,
  code: string | undefined,
): LoweredFunctions | null {
  if (!mayBeLowered(code)) return null;
  const aliases = findHelperAliases(program);
  const variables = new Set<string>();
  const iterators = new Set<string>();
  const names = new Map<string, string>();
  let count = 0;
  some(program, (node) => {
    if (generatorGivenBy(node, aliases) !== null) count++;
    if (node.type === 'FunctionDeclaration') {
      const target = forwardsTo(node);
      if (target !== null) names.set(target, node.id?.name ?? 'default');
    }
    const [variable, value] =
      node.type === 'VariableDeclarator'
        ? [node.id, node.init]
        : node.type === 'AssignmentExpression'
          ? [node.left, node.right]
          : [];
    if (variable?.type !== 'Identifier') return undefined;
    if (generatorGivenBy(value, aliases)) variables.add(variable.name);
    else if (isAsyncIterator(value, aliases)) iterators.add(variable.name);
    return undefined;
  });
  if (count === 0) return null;
  return {
    aliases,
    isForwarder: (node) => variables.has(forwardsTo(node) ?? ''),
    isIteration: (node) =>
      node?.type === 'CallExpression' &&
      node.callee.type === 'MemberExpression' &&
      node.callee.object.type === 'Identifier' &&
      node.callee.property.type === 'Identifier' &&
      node.callee.property.name === 'next' &&
      iterators.has(node.callee.object.name),
    originalName: (node) =>
      'id' in node && node.id && variables.has(node.id.name)
        ? (names.get(node.id.name) ?? null)
        : null,
  };
}

/** The name of `f` in `function (…) { return f.apply(this, arguments); }`. */
function forwardsTo(node: FunctionNode): string | null {
  if (node.type === 'StaticBlock' || node.body.type !== 'BlockStatement') return null;
  const statements = node.body.body;
  const callee = statements.length === 1 ? calleeOf(returnedBy(statements)) : null;
  return callee?.type === 'Identifier' ? callee.name : null;
}

/**
 * The generator that a function consists of, where it stands for a lowered async function.
 *
 * @example
 * function f(x) { return __awaiter(this, void 0, void 0, function* () { yield x; }); }
 * function f(x) { return _async_to_generator(function* () { yield x; })(); }
 * function _f() {
 *   _f = _asyncToGenerator(function* (x) { yield x; });
 *   return _f.apply(this, arguments);
 * }
 */
export function generatorIn(node: FunctionNode, aliases: HelperAliases): LoweredGenerator | null {
  if (node.type === 'StaticBlock' || node.async || node.generator) return null;
  if (node.body.type !== 'BlockStatement') return generatorRunBy(node.body, aliases);
  const statements = node.body.body;
  const returned = returnedBy(statements);
  if (returned === null) return null;
  const before = statements.slice(0, -1);
  const run = generatorRunBy(returned, aliases);
  // What stands before it captures `this`, `super` and `arguments`.
  if (run !== null) return before.every(({ type }) => type === 'VariableDeclaration') ? run : null;
  const [first] = before;
  if (first?.type === 'ExpressionStatement' && first.expression.type === 'AssignmentExpression') {
    return generatorGivenBy(first.expression.right, aliases);
  }
  return first?.type === 'VariableDeclaration' && before.length < 3
    ? generatorGivenBy(first.declarations[0]!.init, aliases)
    : null;
}

/**
 * Whether a call gives the function that `child` stands for: a helper's, or that of the function in which
 * Babel keeps the result of the helper.
 */
export function givesLowered(parent: t.Node, child: t.Node, aliases: HelperAliases): boolean {
  if (parent.type !== 'CallExpression') return false;
  if (parent.callee === child) return isFunction(child) && generatorIn(child, aliases) !== null;
  return generatorGivenBy(parent, aliases)?.node === child;
}

/** `helper(…, generator)`, `helper(generator)()`, `helper(generator).call(this)` */
function generatorRunBy(value: t.Node, aliases: HelperAliases): LoweredGenerator | null {
  if (isWrapped(value)) return generatorRunBy(value.expression, aliases);
  return generatorGivenBy(value, aliases) ?? generatorGivenBy(calleeOf(value), aliases);
}

/** The function that a call calls, also by its methods `call` and `apply`. */
function calleeOf(node: t.Node | null): t.Node | null {
  if (node?.type !== 'CallExpression') return null;
  const { callee } = node;
  if (callee.type !== 'MemberExpression' || callee.property.type !== 'Identifier') return callee;
  return ['call', 'apply'].includes(callee.property.name) ? callee.object : null;
}

function returnedBy(statements: readonly t.Statement[]): t.Node | null {
  const last = statements.at(-1);
  return last?.type === 'ReturnStatement' ? (last.argument ?? null) : null;
}
