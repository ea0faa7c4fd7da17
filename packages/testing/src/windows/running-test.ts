interface Storage {
  getStore(): unknown;
  run<Result>(store: unknown, body: () => Result): Result;
}

interface Host {
  getBuiltinModule?: (name: 'node:async_hooks') => { AsyncLocalStorage: new () => Storage };
}

const { process } = globalThis as { process?: Host };
const hooks = process?.getBuiltinModule?.('node:async_hooks');

/**
 * Holds the window of the concurrent test whose code runs; undefined where the host has no
 * `AsyncLocalStorage`.
 */
export const runningTest = hooks && new hooks.AsyncLocalStorage();
