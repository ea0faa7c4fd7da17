import { apply } from '../platform/intrinsics.js';
import { State } from '../tables/activation-state.js';
import type { Activation } from './activation.js';
import { transitions } from './transitions.js';

type Disposer = (this: unknown) => unknown;

/**
 * Looked up each time: a polyfill may add the symbols after the runtime was loaded. Without one, compiled
 * code uses the registered symbols.
 */
function disposalSymbol(name: 'dispose' | 'asyncDispose'): symbol {
  return (
    (Symbol as { dispose?: symbol; asyncDispose?: symbol })[name] ?? symbolFor(`Symbol.${name}`)
  );
}

const { for: symbolFor } = Symbol;

/**
 * What `await using` disposes of instead of the resource: an object that looks the disposer up when the
 * language does, once, and has the activation on stack while it runs and awaiting afterwards.
 */
export function dispose(activation: Activation | null, site: number, resource: unknown): unknown {
  // Null and undefined are left to the language, which skips them.
  if (activation === null || resource === null || resource === undefined) return resource;
  const asyncSymbol = disposalSymbol('asyncDispose');
  const symbol = disposalSymbol('dispose');
  return {
    get [asyncSymbol]() {
      return disposerOf(activation, site, resource, asyncSymbol);
    },
    // Looked up if the former is missing.
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
    transitions.resume(activation);
    const result = apply(disposer as Disposer, resource, []);
    transitions.leave(activation, site, State.Awaiting);
    return result;
  };
}

/** A resource disposed of before those declared earlier, so that the activation is on stack for them. */
export function resumes(activation: Activation | null): unknown {
  return activation === null ? null : disposable(() => transitions.resume(activation));
}

/** The resource that a module disposes of last, which ends the module; null where the module ends itself. */
export function ends(handle: Activation | number | null): unknown {
  if (handle === null || handle === 0) return null;
  return disposable(
    typeof handle === 'number' ? () => transitions.exit(handle) : () => transitions.close(handle),
  );
}

/**
 * A resource; null in a realm without the symbol, where what TypeScript and SWC make of `using` accepts nothing
 * else.
 */
function disposable(disposer: () => void): unknown {
  const { dispose: symbol } = Symbol as { dispose?: symbol };
  return symbol === undefined ? null : { [symbol]: disposer };
}
