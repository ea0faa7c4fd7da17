import { State, type Activation } from './activation.js';
import { leave, resume } from './coroutines.js';
import { apply } from './intrinsics.js';

type Disposer = (this: unknown) => unknown;

interface DisposalSymbols {
  dispose?: symbol;
  asyncDispose?: symbol;
}

/**
 * What `await using` disposes of in place of a resource: an object that looks the disposer up when
 * the language does, once, and marks the activation on stack while it runs and awaiting afterwards.
 */
export function dispose(activation: Activation | null, site: number, resource: unknown): unknown {
  // Nothing to dispose of, or nothing that could be: the language's to pass over or to refuse.
  if (activation === null || resource === null || resource === undefined) return resource;
  // Read anew: a polyfill may have brought the symbols after the runtime.
  const symbols = Symbol as DisposalSymbols;
  const asyncSymbol = symbols.asyncDispose ?? 'no asyncDispose';
  const symbol = symbols.dispose ?? 'no dispose';
  return {
    get [asyncSymbol]() {
      return disposerOf(activation, site, resource, asyncSymbol);
    },
    // Asked for where the former is missing.
    get [symbol]() {
      return disposerOf(activation, site, resource, symbol);
    },
  };
}

function disposerOf(
  activation: Activation,
  site: number,
  resource: unknown,
  symbol: string | symbol,
): unknown {
  const disposer = (resource as Record<string | symbol, unknown>)[symbol];
  if (typeof disposer !== 'function') return disposer;
  return () => {
    resume(activation);
    const result = apply(disposer as Disposer, resource, []);
    leave(activation, site, State.Awaiting);
    return result;
  };
}
