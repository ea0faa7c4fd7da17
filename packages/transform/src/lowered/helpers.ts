import type * as t from '@babel/types';
import { isFunctionExpression } from '../ast/predicates.js';
import { roleByName, runnerOf, type HelperRole, type Runner } from './helper-roles.js';
import { roleByShape } from './helper-shapes.js';
import { nameOfKey, unwrapped, type Variable, type Variables } from './variables.js';

/**
 * A text that every file has in it in which an async function was lowered to a generator: the name of a helper,
 * or what a helper does whose name a minifier has changed.
 */
const NAME = /__awaiter|__async\b|[aA]sync(?:ToG|G)enerator|async_(?:to_)?generator/;
const GENERATOR = /\bfunction\s*\*/;
const OF_HELPER = ['Promise', 'next', 'throw', 'apply'];

/** Whether a file may hold lowered async functions. */
export function mayBeLowered(code: string | undefined): boolean {
  if (code === undefined || NAME.test(code)) return true;
  return GENERATOR.test(code) && OF_HELPER.every((word) => code.includes(word));
}

/** A generator in whose place there was an async function. */
export interface LoweredGenerator {
  kind: Runner['kind'];
  node: t.FunctionExpression;
}

/** `@babel/runtime/helpers/asyncToGenerator`, `@swc/helpers/_/_async_to_generator`: a helper each. */
const MODULE_OF_ONE = /\/helpers(?:-\w+)?\/(?:esm\/|_\/|src\/)?(\w+)(?:\.[cm]?js)?$/;
const MODULE_OF_ALL = /^(?:tslib(?:\/.*)?|@swc\/helpers)$/;

/**
 * Knows the helpers of a file, in whatever way it has them, and by whatever name in which scope.
 *
 * @example
 * import { __awaiter as e } from 'tslib';
 * import e from '@babel/runtime/helpers/asyncToGenerator';
 * const e = interop(require('@babel/runtime/helpers/asyncToGenerator'));
 * const { __awaiter: e } = require('tslib');
 * var e = (this && this.__awaiter) || function () { … };
 * var e = (t, n, r) => new Promise(…);
 */
export class Helpers {
  readonly #variables: Variables;
  readonly #roles = new Map<Variable, HelperRole | null>();

  constructor(variables: Variables) {
    this.#variables = variables;
  }

  /** The generator that a call of a helper is given; null for any other expression. */
  generatorGivenBy(node: t.Node | null | undefined): LoweredGenerator | null {
    if (node?.type !== 'CallExpression') return null;
    const runner = runnerOf(givesGenerator(node) ? this.#roleOfCallee(node.callee) : null);
    if (runner === null) return null;
    const argument = runner.generator === 'first' ? node.arguments[0] : node.arguments.at(-1);
    return isGenerator(argument) ? { kind: runner.kind, node: argument } : null;
  }

  /** The call in `yield __await(x)`; null for another `yield`. */
  awaitIn({ argument, delegate }: t.YieldExpression): t.CallExpression | t.NewExpression | null {
    if (delegate || (argument?.type !== 'CallExpression' && argument?.type !== 'NewExpression')) {
      return null;
    }
    return this.#roleOfCallee(argument.callee) === 'await' ? argument : null;
  }

  /** Whether an expression is the iterator of a lowered `for await`. */
  isAsyncIterator(node: t.Node | null | undefined): boolean {
    return node?.type === 'CallExpression' && this.#roleOfCallee(node.callee) === 'asyncValues';
  }

  /**
   * The role of what is called in one of these ways: `f()`, `tslib.f()`, `(0, tslib.f)()`, and
   * `(0, f.default)()` or `(0, f._)()` for a module that exports nothing else.
   */
  #roleOfCallee(callee: t.Node): HelperRole | null {
    const node = unwrapped(callee);
    if (node.type === 'SequenceExpression') return this.#roleOfCallee(node.expressions.at(-1)!);
    if (node.type === 'Identifier') return this.#roleOfIdentifier(node);
    if (node.type !== 'MemberExpression') return null;
    const { object } = node;
    const name = nameOfMember(node);
    const isOnly = name === 'default' || name === '_';
    if (isOnly && object.type === 'Identifier') return this.#roleOfIdentifier(object);
    return name === null ? null : roleByName(name);
  }

  #roleOfIdentifier(node: t.Identifier): HelperRole | null {
    const variable = this.#variables.get(node);
    return variable === undefined ? roleByName(node.name) : this.roleOf(variable);
  }

  /** The variables that have been found to hold helpers. */
  known(): Variable[] {
    return [...this.#roles].filter(([, role]) => role !== null).map(([variable]) => variable);
  }

  roleOf(variable: Variable): HelperRole | null {
    const known = this.#roles.get(variable);
    if (known !== undefined) return known;
    // A variable may be given itself.
    this.#roles.set(variable, null);
    const role = this.#findRole(variable);
    this.#roles.set(variable, role);
    return role;
  }

  #findRole({ name, values, imported, isUnknown }: Variable): HelperRole | null {
    if (imported !== null) {
      const { source, name: original } = imported;
      return roleInModule(source, original) ?? roleByName(original ?? name) ?? roleByName(name);
    }
    if (isUnknown) return null;
    if (values.length === 0) return roleByName(name);
    for (const { node, property } of values) {
      const role = this.#roleOfValue(node, property, name);
      if (role !== null) return role;
    }
    return null;
  }

  /** @param name of the variable that has the value */
  #roleOfValue(value: t.Node, property: string | null, name: string): HelperRole | null {
    const node = unwrapped(value);
    const source = requiredBy(node);
    if (source !== null) {
      const wanted = property ?? (node.type === 'MemberExpression' ? nameOfMember(node) : null);
      return roleInModule(source, wanted) ?? roleByName(wanted ?? name) ?? roleByName(name);
    }
    if (property !== null) return roleByName(property);
    switch (node.type) {
      case 'ArrowFunctionExpression':
      case 'FunctionDeclaration':
      case 'FunctionExpression':
        return roleByShape(node);
      case 'Identifier':
        return this.#roleOfIdentifier(node);
      case 'LogicalExpression':
        return this.#roleOfValue(node.left, null, '') ?? this.#roleOfValue(node.right, null, '');
      case 'CallExpression':
        return roleByName(name);
      case 'MemberExpression':
        return this.#roleOfCallee(node) ?? roleByName(name);
      default:
        return null;
    }
  }
}

function givesGenerator({ arguments: args }: t.CallExpression): boolean {
  return isGenerator(args[0]) || isGenerator(args.at(-1));
}

function isGenerator(node: t.Node | undefined): node is t.FunctionExpression {
  return node?.type === 'FunctionExpression' && node.generator === true && !node.async;
}

/** The name of a property, unless it is computed. */
function nameOfMember({ property, computed }: t.MemberExpression): string | null {
  return computed && property.type === 'Identifier' ? null : nameOfKey(property);
}

/** @param imported null for all that the module exports, or its default */
function roleInModule(source: string, imported: string | null): HelperRole | null {
  const only = MODULE_OF_ONE.exec(source)?.[1];
  const name = MODULE_OF_ALL.test(source) ? imported : only;
  return name ? roleByName(name) : null;
}

/** The module in `require('…')`, `interop(require('…'))`, `require('…').default` */
function requiredBy(node: t.Node): string | null {
  if (node.type === 'MemberExpression') return requiredBy(node.object);
  if (node.type !== 'CallExpression') return null;
  const [argument] = node.arguments;
  if (argument?.type === 'CallExpression') return requiredBy(argument);
  const isRequire = node.callee.type === 'Identifier' && node.callee.name === 'require';
  return isRequire && argument?.type === 'StringLiteral' ? argument.value : null;
}

/** The function that a variable is given, also in `(this && this.__awaiter) || function () { … }`. */
export function functionIn(
  value: t.Node,
): t.FunctionDeclaration | t.FunctionExpression | t.ArrowFunctionExpression | null {
  const node = unwrapped(value);
  if (node.type === 'FunctionDeclaration' || isFunctionExpression(node)) return node;
  return node.type === 'LogicalExpression' ? functionIn(node.right) : null;
}
