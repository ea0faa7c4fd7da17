import { platformIsPromise } from './platform.js';

// Captured once: a program may replace any of these later.
const NativePromise = Promise;
const promisePrototype = Promise.prototype;
const { then } = promisePrototype;
const { apply, getPrototypeOf, getOwnPropertyDescriptor } = Reflect;
const settled = NativePromise.resolve();

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
export function observe(promise: Promise<unknown>, callback: (fulfilled: boolean) => void): void {
  apply(then, promise, [() => callback(true), () => callback(false)]);
}

/** Calls back from a microtask, when what runs now has left the stack. */
export function afterThisTurn(callback: () => void): void {
  apply(then, settled, [callback]);
}
