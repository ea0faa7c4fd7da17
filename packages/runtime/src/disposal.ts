import { State, type Activation } from './activation.js';
import { apply } from './intrinsics.js';
import { moves } from './moves.js';

type Disposer = (this: unknown) => unknown;

/**
 * Read anew each time: a polyfill may have brought the symbols after the runtime. Where there is none,
 * compiled code takes the registered ones.
 */
function disposalSymbol(name: 'dispose' | 'asyncDispose'): symbol {
  return (
    (Symbol as { dispose?: symbol; asyncDispose?: symbol })[name] ?? symbolFor(`Symbol.${name}`)
  );
}

const { for: symbolFor } = Symbol;

/**
 * What `await using` disposes of in place of a resource: an object that looks the disposer up when
 * the language does, once, and marks the activation on stack while it runs and awaiting afterwards.
 */
export function dispose(activation: Activation | null, site: number, resource: unknown): unknown {
  // Nothing to dispose of, or nothing that could be: the language's to pass over or to refuse.
  if (activation === null || resource === null || resource === undefined) return resource;
  const asyncSymbol = disposalSymbol('asyncDispose');
  const symbol = disposalSymbol('dispose');
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
  symbol: symbol,
): unknown {
  const disposer = (resource as Record<symbol, unknown>)[symbol];
  if (typeof disposer !== 'function') return disposer;
  return () => {
    moves.resume(activation);
    const result = apply(disposer as Disposer, resource, []);
    moves.leave(activation, site, State.Awaiting);
    return result;
  };
}

/** What `using` disposes of before what was declared before it: the activation is on stack meanwhile. */
export function resumes(activation: Activation | null): unknown {
  return activation === null
    ? null
    : { [disposalSymbol('dispose')]: () => moves.resume(activation) };
}

/** What a module that disposes at its end disposes of last. */
export function ends(handle: Activation | number | null): unknown {
  if (handle === null || handle === 0) return null;
  const end = typeof handle === 'number' ? () => moves.exit(handle) : () => moves.close(handle);
  return { [disposalSymbol('dispose')]: end };
}
