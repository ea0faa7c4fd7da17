import type * as t from '@babel/types';
import { isFunction } from '../ast/predicates.js';
import { some } from '../ast/some.js';
import { roleByName } from './helper-roles.js';
import { functionIn, type Helpers } from './helpers.js';
import { unwrapped, type Variable, type Variables } from './variables.js';

/**
 * Finds the functions of a file that a compiler has added for lowered async functions: the helpers, and what
 * nothing but these uses.
 *
 * @param generators the lowered ones
 */
export function findAddedFunctions(
  program: t.Program,
  generators: readonly t.Node[],
  variables: Variables,
  helpers: Helpers,
): ReadonlySet<t.Node> {
  const added = new AddedFunctions(variables, methodsIn(program, variables));
  for (const generator of generators) {
    for (const delegate of delegatesIn(generator, variables, helpers)) added.add(delegate);
  }
  for (const variable of new Set(variables.values())) {
    if (roleByName(variable.name) !== null) helpers.roleOf(variable);
  }
  for (const variable of helpers.known()) added.add(variable);
  added.addParts();
  return added.functions;
}

class AddedFunctions {
  readonly functions = new Set<t.Node>();
  readonly #variables: Variables;
  readonly #methods: ReadonlyMap<Variable, readonly t.Node[]>;
  readonly #seen = new Set<Variable>();
  /** Where variables are named in added functions. */
  readonly #uses = new Map<Variable, Set<t.Node>>();

  constructor(variables: Variables, methods: ReadonlyMap<Variable, readonly t.Node[]>) {
    this.#variables = variables;
    this.#methods = methods;
  }

  add(variable: Variable): void {
    if (this.#seen.has(variable)) return;
    this.#seen.add(variable);
    for (const node of this.#functionsOf(variable)) {
      this.functions.add(node);
      this.#addUses(node);
    }
  }

  addParts(): void {
    // What a part uses may be another one.
    for (let size = -1; size !== this.#seen.size;) {
      size = this.#seen.size;
      for (const variable of [...this.#uses.keys()]) if (this.#isPart(variable)) this.add(variable);
    }
  }

  /** Whether a variable is a function that is named in added functions, in itself, and nowhere else. */
  #isPart(variable: Variable): boolean {
    const { values, imported, isUnknown, references } = variable;
    if (imported !== null || isUnknown || values.length === 0) return false;
    if (!values.every(({ node }) => functionIn(node) !== null)) return false;
    const own = this.#functionsOf(variable);
    const methods = this.#methods.get(variable)?.length ?? 0;
    const uses = this.#uses.get(variable)!;
    const isOwn = (use: t.Node) =>
      own.some((node) => some(node, (child) => child === use || undefined));
    const others = references.filter((use) => !uses.has(use) && !isOwn(use));
    return others.length === methods;
  }

  #functionsOf(variable: Variable): t.Node[] {
    const functions = variable.values.map(({ node }) => functionIn(node));
    return [...functions, ...(this.#methods.get(variable) ?? [])].filter((node) => node !== null);
  }

  #addUses(node: t.Node): void {
    some(node, (child) => {
      const variable = child.type === 'Identifier' ? this.#variables.get(child) : undefined;
      if (variable === undefined) return undefined;
      const uses = this.#uses.get(variable);
      if (uses === undefined) this.#uses.set(variable, new Set([child]));
      else uses.add(child);
      return undefined;
    });
  }
}

/** The functions that are assigned to properties of variables: `Generator.prototype.next = function () {}` */
function methodsIn(program: t.Program, variables: Variables): Map<Variable, t.Node[]> {
  const methods = new Map<Variable, t.Node[]>();
  some(program, (node) => {
    if (node.type !== 'AssignmentExpression' || node.left.type !== 'MemberExpression') {
      return undefined;
    }
    const method = functionIn(node.right);
    let root: t.Node = node.left;
    while (root.type === 'MemberExpression') root = root.object;
    const variable = variables.get(root);
    if (method === null || variable === undefined) return undefined;
    const known = methods.get(variable);
    if (known === undefined) methods.set(variable, [method]);
    else known.push(method);
    return undefined;
  });
  return methods;
}

/** `f` in `yield* f(x)` of a lowered async generator. Its other helpers are looked up as well. */
function delegatesIn(generator: t.Node, variables: Variables, helpers: Helpers): Variable[] {
  const delegates: Variable[] = [];
  some(generator, (node) => {
    if (node !== generator && isFunction(node)) return false;
    if (node.type !== 'YieldExpression') return undefined;
    helpers.awaitIn(node);
    if (!node.delegate || node.argument?.type !== 'CallExpression') return undefined;
    helpers.isAsyncIterator(node.argument.arguments[0]);
    const delegate = variables.get(unwrapped(node.argument.callee));
    if (delegate !== undefined) delegates.push(delegate);
    return undefined;
  });
  return delegates;
}
