import { State, type Activation } from './activation.js';
import { leave, resume } from './coroutines.js';

const { apply } = Reflect;
// Absent before Node 18.18 and in browsers without explicit resource management, where a polyfill
// may bring them later.
const disposeSymbols = () => Symbol as unknown as { dispose?: symbol; asyncDispose?: symbol };

type Disposer = (this: unknown) => unknown;

/**
 * What `await using` disposes of in place of a resource: an object that looks the disposer up when
 * the language does, once, and marks the activation on stack while it runs and awaiting afterwards.
 */
export function dispose(activation: Activation | null, site: number, resource: unknown): unknown {
  // Nothing to dispose of, or nothing that could be: the language's to pass over or to refuse.
  if (activation === null || resource === null || resource === undefined) return resource;
  const { dispose: disposeSymbol, asyncDispose: asyncDisposeSymbol } = disposeSymbols();
  const wrapper = {};
  for (const symbol of [asyncDisposeSymbol, disposeSymbol]) {
    if (symbol === undefined) continue;
    Object.defineProperty(wrapper, symbol, {
      get() {
        const disposer = (resource as Record<symbol, unknown>)[symbol];
        if (typeof disposer !== 'function') return disposer;
        return () => {
          resume(activation);
          const result = apply(disposer as Disposer, resource, []);
          leave(activation, site, State.Awaiting);
          return result;
        };
      },
    });
  }
  return wrapper;
}
