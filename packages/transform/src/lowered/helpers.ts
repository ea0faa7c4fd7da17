import type * as t from '@babel/types';
import type { HelperAliases } from './helper-aliases.js';

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
export function generatorGivenBy(
  node: t.Node | null | undefined,
  aliases: HelperAliases,
): LoweredGenerator | null {
  if (node?.type !== 'CallExpression') return null;
  const helper = helperOf(node, aliases);
  if (helper === undefined) return null;
  const argument = helper.generator === 'first' ? node.arguments[0] : node.arguments.at(-1);
  if (argument?.type !== 'FunctionExpression' || !argument.generator || argument.async) return null;
  return { kind: helper.kind, node: argument };
}

/** The call in `yield __await(x)`; null for another `yield`. */
export function awaitIn(
  node: t.YieldExpression,
  aliases: HelperAliases,
): t.CallExpression | t.NewExpression | null {
  const { argument, delegate } = node;
  if (delegate || (argument?.type !== 'CallExpression' && argument?.type !== 'NewExpression')) {
    return null;
  }
  const name = nameOfCallee(argument.callee, aliases);
  return name !== null && AWAITS.test(name) ? argument : null;
}

/** Whether an expression is the iterator of a lowered `for await`. */
export function isAsyncIterator(node: t.Node | null | undefined, aliases: HelperAliases): boolean {
  if (node?.type !== 'CallExpression') return false;
  const name = nameOfCallee(node.callee, aliases);
  return name !== null && ITERATES.test(name);
}

function helperOf({ callee }: t.CallExpression, aliases: HelperAliases): Helper | undefined {
  const name = nameOfCallee(callee, aliases)?.replace(/^_+|\d+$/g, '');
  return name !== undefined && Object.hasOwn(HELPERS, name) ? HELPERS[name] : undefined;
}

/** `_babel_runtime_helpers_asyncToGenerator__WEBPACK_IMPORTED_MODULE_0__` */
const OF_WEBPACK = /helpers_+(?:esm_)?(\w+?)__WEBPACK_IMPORTED_MODULE_\d+__$/;

/**
 * The name of a helper that is called in one of these ways: `f()`, `tslib.f()`, `(0, tslib.f)()`, and
 * `(0, f.default)()` or `(0, f._)()` for a module that exports nothing else.
 */
function nameOfCallee(callee: t.Node, aliases: HelperAliases): string | null {
  if (callee.type === 'ParenthesizedExpression') return nameOfCallee(callee.expression, aliases);
  if (callee.type === 'SequenceExpression') {
    return nameOfCallee(callee.expressions.at(-1)!, aliases);
  }
  if (callee.type === 'Identifier') return aliases.get(callee.name) ?? callee.name;
  if (callee.type !== 'MemberExpression') return null;
  const { object, property, computed } = callee;
  const name =
    property.type === 'StringLiteral'
      ? property.value
      : property.type === 'Identifier' && !computed
        ? property.name
        : null;
  const isOnly = name === 'default' || name === '_';
  if (!isOnly || object.type !== 'Identifier') return name;
  return aliases.get(object.name) ?? OF_WEBPACK.exec(object.name)?.[1] ?? object.name;
}
