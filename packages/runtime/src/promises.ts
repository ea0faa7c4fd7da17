import { apply, getOwnPropertyDescriptor, getPrototypeOf } from './intrinsics.js';
import { platformIsPromise } from './platform.js';

// Captured once: a program may replace any of these later.
const NativePromise = Promise;
const promisePrototype = Promise.prototype;
const { then } = promisePrototype;
const settled = NativePromise.resolve();
// `then` then looks for no constructor but the language's own.
Object.defineProperty(settled, 'constructor', { value: undefined });

/**
 * Whether an object is a promise of the language's own, such that waiting for it runs no code of the
 * program: no subclass, no other `constructor` to be looked up. Asking runs none either, except that
 * outside of Node a proxy's `getPrototypeOf` trap is called.
 */
export function isNativePromise(value: unknown): value is Promise<unknown> {
  if (typeof value !== 'object' || value === null) return false;
  if (platformIsPromise !== undefined && !platformIsPromise(value)) return false;
  return (
    getPrototypeOf(value) === promisePrototype &&
    getOwnPropertyDescriptor(value, 'constructor') === undefined &&
    getOwnPropertyDescriptor(promisePrototype, 'constructor')?.value === NativePromise
  );
}

/**
 * Calls back when a native promise settles. The reaction is registered at once and therefore runs
 * before any that the language registers after it, and it moves no other microtask.
 */
export async function observe(
  promise: Promise<unknown>,
  callback: (fulfilled: boolean) => void,
): Promise<void> {
  let fulfilled = true;
  try {
    // Unlike `then`, this asks for nothing but the `constructor` that isNativePromise has seen.
    await promise;
  } catch {
    fulfilled = false;
  }
  callback(fulfilled);
}

/** Calls back from a microtask, when what runs now has left the stack. */
export function afterThisTurn(callback: () => void): void {
  apply(then, settled, [callback]);
}
