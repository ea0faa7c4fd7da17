import type * as t from '@babel/types';
import { some } from '../ast/some.js';
import type { HelperRole } from './helper-roles.js';
import { unwrapped } from './variables.js';

type Callable = t.FunctionDeclaration | t.FunctionExpression | t.ArrowFunctionExpression;

/** Helpers are short, in whatever layout; nothing longer is looked into. */
const LONGEST = 5000;

/** What a function has in it that no minifier changes. */
interface Traits {
  /** The names of properties, and texts. */
  words: ReadonlySet<string>;
  /** The parameters whose method `apply` or `call` is called. */
  applied: ReadonlySet<string>;
  /** Whether it makes an object of a parameter, of `Promise`, or of something else. */
  constructs: boolean;
}

const ERRORS = ['Symbol.asyncIterator is not defined.', 'Object is not async iterable'];

/**
 * The helper that a function is by what it does, under whatever name: minifiers rename helpers, and compilers
 * change them, but each drives a generator that it is given.
 *
 * @example
 * (t, e, n) => new Promise((r, i) => { … a((n = n.apply(t, e)).next()) … }) // 'awaiter'
 * function (t) { return function () { … new Promise(function (…) { var i = t.apply(e, n); … }) } }
 */
export function roleByShape(node: Callable): HelperRole | null {
  const { start, end } = node;
  if (typeof start === 'number' && typeof end === 'number' && end - start > LONGEST) return null;
  const params = node.params.map((param) => (param.type === 'Identifier' ? param.name : ''));
  const [first, second] = params;
  const last = params.at(-1);
  if (first === undefined || params.length > 4) return null;
  const { words, applied, constructs } = traitsOf(node);
  const has = (...wanted: string[]) => wanted.every((word) => words.has(word));

  if (params.length >= 3 && applied.has(last!) && has('next', 'throw')) {
    if (has('return', 'asyncIterator')) return 'asyncGenerator';
    if (constructs && has('then', 'done', 'value')) return 'awaiter';
  }
  if (params.length >= 3 && has('asyncIterator', 'iterator', 'next', 'return', 'call')) {
    return 'asyncValues';
  }
  if (params.length === 1) {
    if (ERRORS.some((error) => words.has(error)) && has('asyncIterator', 'iterator')) {
      return 'asyncValues';
    }
    const returned = functionReturnedBy(node);
    if (returned !== null && applied.has(first) && constructs) {
      if (has('next', 'throw')) return 'asyncToGenerator';
      if (isConstructionOf(returned, first)) return 'wrapAsyncGenerator';
    }
    if (marksItself(node) || marksByAnother(node, first)) return 'await';
  }
  return params.length === 2 && marksByIndex(node, first, second!) ? 'await' : null;
}

function traitsOf(node: Callable): Traits {
  const words = new Set<string>();
  const applied = new Set<string>();
  let constructs = false;
  some(node.body, (child) => {
    if (child.type === 'StringLiteral') words.add(child.value);
    else if (child.type === 'NewExpression') constructs = true;
    else if (child.type === 'MemberExpression' && child.property.type === 'Identifier') {
      if (child.computed) return undefined;
      words.add(child.property.name);
      const isCalled = child.property.name === 'apply' || child.property.name === 'call';
      if (isCalled && child.object.type === 'Identifier') applied.add(child.object.name);
    }
    return undefined;
  });
  return { words, applied, constructs };
}

/** The function in `function (…) { return function () { … }; }`. */
function functionReturnedBy(node: Callable): t.FunctionExpression | null {
  const value = valueOf(node);
  return value?.type === 'FunctionExpression' ? value : null;
}

/** What a function returns that does nothing else. */
function valueOf({ body }: Callable): t.Node | null {
  if (body.type !== 'BlockStatement') return unwrapped(body);
  const [only, more] = body.body;
  if (only?.type !== 'ReturnStatement' || more !== undefined || !only.argument) return null;
  return unwrapped(only.argument);
}

/** `function () { return new Generator(f.apply(this, arguments)); }` */
function isConstructionOf(node: t.FunctionExpression, name: string): boolean {
  const value = valueOf(node);
  if (value?.type !== 'NewExpression' || value.arguments.length !== 1) return false;
  const [argument] = value.arguments;
  if (argument?.type !== 'CallExpression' || argument.arguments.length !== 2) return false;
  const { callee } = argument;
  const [self, args] = argument.arguments;
  return (
    callee.type === 'MemberExpression' &&
    isNamed(callee.object, name) &&
    isNamed(callee.property, 'apply') &&
    self?.type === 'ThisExpression' &&
    isNamed(args, 'arguments')
  );
}

/** TypeScript: `function (v) { return this instanceof Await ? (this.v = v, this) : new Await(v); }` */
function marksItself(node: Callable): boolean {
  const value = valueOf(node);
  return (
    value?.type === 'ConditionalExpression' &&
    value.test.type === 'BinaryExpression' &&
    value.test.operator === 'instanceof' &&
    value.test.left.type === 'ThisExpression' &&
    value.alternate.type === 'NewExpression'
  );
}

/** Babel and SWC: `function (v) { return new OverloadYield(v, 0); }`, before `new AwaitValue(v)` */
function marksByAnother(node: Callable, first: string): boolean {
  const value = valueOf(node);
  if (value?.type !== 'NewExpression') return false;
  const [marked, kind, more] = value.arguments;
  const isAwait = kind === undefined || (kind.type === 'NumericLiteral' && kind.value === 0);
  return isNamed(marked, first) && isAwait && more === undefined;
}

/** esbuild: `function (promise, isYieldStar) { this[0] = promise; this[1] = isYieldStar; }` */
function marksByIndex(node: Callable, first: string, second: string): boolean {
  if (node.body.type !== 'BlockStatement') return false;
  const values: t.Node[] = node.body.body.flatMap((statement): t.Node[] => {
    const value = statement.type === 'ExpressionStatement' ? statement.expression : statement;
    return value.type === 'SequenceExpression' ? value.expressions : [value];
  });
  return values.length === 2 && values.every((value, index) => isAt(value, index, [first, second]));
}

function isAt(value: t.Node, index: number, names: readonly string[]): boolean {
  return (
    value.type === 'AssignmentExpression' &&
    value.left.type === 'MemberExpression' &&
    value.left.object.type === 'ThisExpression' &&
    value.left.property.type === 'NumericLiteral' &&
    value.left.property.value === index &&
    isNamed(value.right, names[index]!)
  );
}

function isNamed(node: t.Node | null | undefined, name: string): boolean {
  return node?.type === 'Identifier' && node.name === name;
}
