import type * as t from '@babel/types';
import { isFunction, type FunctionNode } from '../ast/predicates.js';
import { some } from '../ast/some.js';
import { findAddedFunctions } from './added-functions.js';
import { Helpers, mayBeLowered, type LoweredGenerator } from './helpers.js';
import { findVariables, unwrapped, type Variable, type Variables } from './variables.js';

/** What is known of the lowered async functions of a file. */
export class LoweredFunctions {
  readonly helpers: Helpers;
  readonly #variables: Variables;
  /** The functions that a compiler has added to the file. */
  readonly #added: ReadonlySet<t.Node>;
  /** The variables that hold what helpers have returned. */
  readonly #lowered = new Set<Variable>();
  readonly #iterators = new Set<Variable>();
  /** The names of the functions that pass their calls on, by the variable of what they pass them on to. */
  readonly #names = new Map<Variable, string>();
  /** Whether the file holds none. */
  readonly isEmpty: boolean;

  constructor(program: t.Program) {
    this.#variables = findVariables(program);
    this.helpers = new Helpers(this.#variables);
    const generators: LoweredGenerator[] = [];
    some(program, (node) => {
      const generator = this.helpers.generatorGivenBy(node);
      if (generator !== null) generators.push(generator);
      if (node.type === 'FunctionDeclaration') this.#addForwarder(node);
      else if (node.type === 'VariableDeclarator') this.#addValue(node.id, node.init);
      else if (node.type === 'AssignmentExpression') this.#addValue(node.left, node.right);
      return undefined;
    });
    const iterating = generators.filter(({ kind }) => kind === 'asyncGenerator');
    this.isEmpty = generators.length === 0;
    this.#added = this.isEmpty
      ? new Set()
      : findAddedFunctions(
          program,
          iterating.map(({ node }) => node),
          this.#variables,
          this.helpers,
        );
  }

  /** Whether a compiler has added a function: it is a helper, or a part of one. */
  isAdded(node: FunctionNode): boolean {
    return this.#added.has(node);
  }

  /** Whether a function does nothing but pass its call on to a lowered one. */
  isForwarder(node: FunctionNode): boolean {
    const target = this.#variableOf(forwardsTo(node));
    return target !== undefined && this.#lowered.has(target);
  }

  /** Whether an expression is the promise that a lowered `for await` awaits. */
  isIteration(node: t.Node | null | undefined): boolean {
    if (node?.type !== 'CallExpression' || node.callee.type !== 'MemberExpression') return false;
    const { object, property } = node.callee;
    const iterator = this.#variableOf(object);
    return (
      property.type === 'Identifier' &&
      property.name === 'next' &&
      iterator !== undefined &&
      this.#iterators.has(iterator)
    );
  }

  /** The name that a function had before Babel gave it one with an underscore; null for any other. */
  originalName(node: FunctionNode): string | null {
    const own = this.#variableOf('id' in node ? node.id : null);
    return own !== undefined && this.#lowered.has(own) ? (this.#names.get(own) ?? null) : null;
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
  generatorIn(node: FunctionNode): LoweredGenerator | null {
    if (node.type === 'StaticBlock' || node.async || node.generator) return null;
    if (node.body.type !== 'BlockStatement') return this.#generatorRunBy(node.body);
    const statements = node.body.body;
    const returned = returnedBy(statements);
    if (returned === null) return null;
    const before = statements.slice(0, -1);
    const run = this.#generatorRunBy(returned);
    // What stands before it captures `this`, `super` and `arguments`.
    if (run !== null)
      return before.every(({ type }) => type === 'VariableDeclaration') ? run : null;
    const [first] = before;
    if (first?.type === 'ExpressionStatement') return this.#generatorAssignedBy(first.expression);
    return first?.type === 'VariableDeclaration' && before.length < 3
      ? this.helpers.generatorGivenBy(first.declarations[0]!.init)
      : null;
  }

  /**
   * Whether a call gives the function that `child` stands for: a helper's, or that of the function in which
   * Babel keeps the result of the helper.
   */
  gives(parent: t.Node, child: t.Node): boolean {
    if (parent.type !== 'CallExpression') return false;
    if (parent.callee === child) return isFunction(child) && this.generatorIn(child) !== null;
    return this.helpers.generatorGivenBy(parent)?.node === child;
  }

  /** `helper(…, generator)`, `helper(generator)()`, `helper(generator).call(this)` */
  #generatorRunBy(value: t.Node): LoweredGenerator | null {
    const node = unwrapped(value);
    if (node.type === 'SequenceExpression') {
      // Minifiers make one statement of two: `return f = helper(generator), f.apply(this, arguments)`.
      const [first, second, more] = node.expressions;
      return second && more === undefined ? this.#generatorAssignedBy(first!) : null;
    }
    const callee = calleeOf(node);
    return (
      this.helpers.generatorGivenBy(node) ??
      this.helpers.generatorGivenBy(callee) ??
      (callee && this.#generatorAssignedBy(callee))
    );
  }

  /** `f = helper(generator)` */
  #generatorAssignedBy(value: t.Node): LoweredGenerator | null {
    const node = unwrapped(value);
    return node.type === 'AssignmentExpression' ? this.helpers.generatorGivenBy(node.right) : null;
  }

  #addForwarder(node: t.FunctionDeclaration): void {
    const target = this.#variableOf(forwardsTo(node));
    if (target !== undefined) this.#names.set(target, node.id?.name ?? 'default');
  }

  #addValue(target: t.Node, value: t.Node | null | undefined): void {
    const variable = target.type === 'Identifier' ? this.#variables.get(target) : undefined;
    if (variable === undefined) return;
    if (this.helpers.generatorGivenBy(value)) this.#lowered.add(variable);
    else if (this.helpers.isAsyncIterator(value)) this.#iterators.add(variable);
  }

  #variableOf(node: t.Node | null | undefined): Variable | undefined {
    return node?.type === 'Identifier' ? this.#variables.get(node) : undefined;
  }
}

/** @returns null where the file holds no lowered async functions */
export function findLoweredFunctions(
  program: t.Program,
  code: string | undefined,
): LoweredFunctions | null {
  if (!mayBeLowered(code)) return null;
  const lowered = new LoweredFunctions(program);
  return lowered.isEmpty ? null : lowered;
}

/** `f` in `function (…) { return f.apply(this, arguments); }`. */
function forwardsTo(node: FunctionNode): t.Node | null {
  if (node.type === 'StaticBlock' || node.body.type !== 'BlockStatement') return null;
  const statements = node.body.body;
  return statements.length === 1 ? calleeOf(returnedBy(statements)) : null;
}

/** The function that a call calls, also by its methods `call` and `apply`. */
function calleeOf(value: t.Node | null): t.Node | null {
  const node = value && unwrapped(value);
  if (node?.type !== 'CallExpression') return null;
  const callee = unwrapped(node.callee);
  if (callee.type !== 'MemberExpression' || callee.property.type !== 'Identifier') return callee;
  return ['call', 'apply'].includes(callee.property.name) ? unwrapped(callee.object) : null;
}

function returnedBy(statements: readonly t.Statement[]): t.Node | null {
  const last = statements.at(-1);
  return last?.type === 'ReturnStatement' ? (last.argument ?? null) : null;
}
