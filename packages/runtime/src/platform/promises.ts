import { platformIsPromise, platformIsProxy } from './host.js';
import { apply, getOwnPropertyDescriptor, getPrototypeOf } from './intrinsics.js';

// Captured once: a program may replace any of these later.
const NativePromise = Promise;
const promisePrototype = Promise.prototype;
const { then } = promisePrototype;
const { species } = Symbol;
const getSpecies = getOwnPropertyDescriptor(NativePromise, species)!.get;
const settled = NativePromise.resolve();
// With this, `then` creates its result with the built-in constructor.
Object.defineProperty(settled, 'constructor', { value: undefined });

/**
 * Whether a value is a plain built-in promise, so that awaiting it runs no code of the program: no
 * subclass, and no other `constructor` to look up. The check itself runs none either, except that
 * outside of Node it calls a proxy's `getPrototypeOf` trap.
 */
export function isNativePromise(value: unknown): value is Promise<unknown> {
  if (typeof value !== 'object' || value === null) return false;
  if (platformIsPromise !== undefined && !platformIsPromise(value)) return false;
  return (
    getPrototypeOf(value) === promisePrototype &&
    getOwnPropertyDescriptor(value, 'constructor') === undefined &&
    getOwnPropertyDescriptor(promisePrototype, 'constructor')?.value === NativePromise &&
    getOwnPropertyDescriptor(NativePromise, species)?.get === getSpecies
  );
}

/**
 * Whether a value has a method `then`, as far as that can be told without running code of the program: one
 * behind an accessor or a proxy is not seen, except that outside of Node a proxy's traps are called.
 */
export function isThenable(value: unknown): boolean {
  if (typeof value !== 'function' && (typeof value !== 'object' || value === null)) return false;
  for (let object: object | null = value; object !== null; object = getPrototypeOf(object)) {
    if (platformIsProxy?.(object)) return false;
    const property = getOwnPropertyDescriptor(object, 'then');
    if (property !== undefined) return typeof property.value === 'function';
  }
  return false;
}

/**
 * Calls back when a native promise settles. The reaction is registered at once: it runs before any
 * that the language registers later, and leaves the order of all other microtasks as it is. An `await` would
 * do as much, but stand in the stacks of what settles the promise.
 */
export function observe(promise: Promise<unknown>, callback: (fulfilled: boolean) => void): void {
  // This looks up nothing but what isNativePromise has checked.
  apply(then, promise, [() => callback(true), () => callback(false)]);
}

/** Calls back from a microtask, once the code that is running now has left the stack. */
export function afterThisTurn(callback: () => void): void {
  apply(then, settled, [callback]);
}
