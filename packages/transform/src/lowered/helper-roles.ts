/**
 * What a function by which compilers lower async functions is for, by the name that it has with one of them:
 * those that run a generator, the mark of an `await` in an async generator, and what gives the iterator of a
 * `for await`.
 */
export type HelperRole =
  | 'awaiter'
  | 'asyncToGenerator'
  | 'asyncGenerator'
  | 'wrapAsyncGenerator'
  | 'await'
  | 'asyncValues';

/**
 * How a helper takes its generator: as its last argument, to run it at once
 * (`return __awaiter(this, void 0, void 0, function* () { … })`), or as its first, to return a function that
 * does (`_asyncToGenerator(function* () { … })`).
 */
export interface Runner {
  kind: 'async' | 'asyncGenerator';
  generator: 'last' | 'first';
}

const RUNNERS: Partial<Record<HelperRole, Runner>> = {
  awaiter: { kind: 'async', generator: 'last' },
  asyncToGenerator: { kind: 'async', generator: 'first' },
  asyncGenerator: { kind: 'asyncGenerator', generator: 'last' },
  wrapAsyncGenerator: { kind: 'asyncGenerator', generator: 'first' },
};

/** @returns null for a role in which no generator is run */
export function runnerOf(role: HelperRole | null): Runner | null {
  return (role && RUNNERS[role]) ?? null;
}

/** By TypeScript, esbuild, Babel and SWC. */
const NAMES: readonly [RegExp, HelperRole][] = [
  [/^__(?:awaiter|async)$/, 'awaiter'],
  [/^__asyncGenerator$/, 'asyncGenerator'],
  [/^_*(?:asyncToGenerator|async_to_generator)$/, 'asyncToGenerator'],
  [/^_*(?:wrapAsyncGenerator|wrap_async_generator)$/, 'wrapAsyncGenerator'],
  [/^_*(?:__await|awaitAsyncGenerator|await_async_generator)$/, 'await'],
  [/^(?:__asyncValues|__forAwait|_*(?:asyncIterator|async_iterator))$/, 'asyncValues'],
];

/** `_babel_runtime_helpers_asyncToGenerator__WEBPACK_IMPORTED_MODULE_0__` */
const OF_WEBPACK = /^.*helpers_+(?:esm_)?(\w+?)__WEBPACK_IMPORTED_MODULE_\d+__$/;

/** What a helper, or the variable of its module, is called by: bundlers add to the name. */
export function roleByName(name: string): HelperRole | null {
  const bare = name
    .replace(OF_WEBPACK, '$1')
    .replace(/^import_/, '')
    .replace(/[$_]?\d+$/, '');
  return NAMES.find(([pattern]) => pattern.test(bare))?.[1] ?? null;
}
