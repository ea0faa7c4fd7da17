import type * as t from '@babel/types';

/**
 * How a helper by which a compiler lowers an async function takes its generator: as its last argument,
 * to run it at once (`return __awaiter(this, void 0, void 0, function* () { … })`), or as its first, to
 * return a function that does (`_asyncToGenerator(function* () { … })`).
 */
interface Helper {
  kind: 'async' | 'asyncGenerator';
  generator: 'last' | 'first';
}

/** The helpers of TypeScript and esbuild, then those of Babel and SWC, without underscores and digits. */
const HELPERS: Readonly<Record<string, Helper>> = {
  awaiter: { kind: 'async', generator: 'last' },
  async: { kind: 'async', generator: 'last' },
  asyncGenerator: { kind: 'asyncGenerator', generator: 'last' },
  asyncToGenerator: { kind: 'async', generator: 'first' },
  async_to_generator: { kind: 'async', generator: 'first' },
  wrapAsyncGenerator: { kind: 'asyncGenerator', generator: 'first' },
  wrap_async_generator: { kind: 'asyncGenerator', generator: 'first' },
};

/** The calls by which a lowered async generator awaits, rather than yields: `yield __await(x)`. */
const AWAITS = /^_*(await|awaitAsyncGenerator|await_async_generator)\d*$/;

/** The calls by which a lowered `for await` gets its iterator. */
const ITERATES = /^_*(asyncValues|asyncIterator|async_iterator|forAwait)\d*$/;

/** The names of all functions that compilers add for lowered async functions. */
const ADDED =
  /^(__awaiter|__async|__await|__async(Generator|Delegator|Values)|__forAwait|__yieldStar|_?async(ToGenerator|GeneratorStep|Iterator|GeneratorDelegate)|_wrapAsyncGenerator|_awaitAsyncGenerator|_?AsyncGenerator|AsyncFromSyncIterator|_OverloadYield|_(wrap_)?async_(to_generator|generator(_delegate)?|iterator)|async_generator_step|_await_(async_generator|value)|_overload_yield)\d*$/;

/** A text that every file has in it in which an async function was lowered to a generator. */
const TRACE = /__awaiter|__async\b|[aA]sync(?:ToG|G)enerator|async_(?:to_)?generator/;

/** Whether a file may hold lowered async functions. */
export function mayBeLowered(code: string | undefined): boolean {
  return code === undefined || TRACE.test(code);
}

/** Whether a function or variable of this name is a part of a helper, if the file is lowered. */
export function isAddedName(name: string): boolean {
  return ADDED.test(name);
}

/** A generator in whose place there was an async function. */
export interface LoweredGenerator {
  kind: Helper['kind'];
  node: t.FunctionExpression;
}

/** The generator that a call of a helper is given; null for any other expression. */
export function generatorGivenBy(node: t.Node | null | undefined): LoweredGenerator | null {
  if (node?.type !== 'CallExpression') return null;
  const helper = helperOf(node);
  if (helper === undefined) return null;
  const argument = helper.generator === 'first' ? node.arguments[0] : node.arguments.at(-1);
  if (argument?.type !== 'FunctionExpression' || !argument.generator || argument.async) return null;
  return { kind: helper.kind, node: argument };
}

/** The call in `yield __await(x)`; null for another `yield`. */
export function awaitIn(node: t.YieldExpression): t.CallExpression | t.NewExpression | null {
  const { argument, delegate } = node;
  if (delegate || (argument?.type !== 'CallExpression' && argument?.type !== 'NewExpression')) {
    return null;
  }
  const name = nameOfCallee(argument.callee);
  return name !== null && AWAITS.test(name) ? argument : null;
}

/** Whether an expression is the iterator of a lowered `for await`. */
export function isAsyncIterator(node: t.Node | null | undefined): boolean {
  if (node?.type !== 'CallExpression') return false;
  const name = nameOfCallee(node.callee);
  return name !== null && ITERATES.test(name);
}

function helperOf({ callee }: t.CallExpression): Helper | undefined {
  const name = nameOfCallee(callee)?.replace(/^_+|\d+$/g, '');
  return name !== undefined && Object.hasOwn(HELPERS, name) ? HELPERS[name] : undefined;
}

/**
 * The name of a function that is called in one of the ways in which helpers are: `f()`, `tslib.f()`,
 * `(0, tslib.f)()`, and `(0, f.default)()` or `(0, f._)()` for a module that exports nothing else.
 */
function nameOfCallee(callee: t.Node): string | null {
  if (callee.type === 'ParenthesizedExpression') return nameOfCallee(callee.expression);
  if (callee.type === 'SequenceExpression') return nameOfCallee(callee.expressions.at(-1)!);
  if (callee.type === 'Identifier') return callee.name;
  if (callee.type !== 'MemberExpression' || callee.computed) return null;
  const { object, property } = callee;
  if (property.type !== 'Identifier') return null;
  const isOnly = property.name === 'default' || property.name === '_';
  return isOnly && object.type === 'Identifier' ? object.name : property.name;
}
