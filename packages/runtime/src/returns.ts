import type { Activation, PendingReturn } from './activation.js';
import { isNativePromise } from './promises.js';

/** A `return` of an async function: a promise keeps the activation alive until it settles. */
export function returned<Value>(activation: Activation | null, site: number, value: Value): Value {
  if (activation !== null) {
    activation.returned = isNativePromise(value) ? { promise: value, site } : null;
  }
  return value;
}

/** A `finally` begins that may override a pending `return`: the return is suspended for its length. */
export function hold(activation: Activation | null): PendingReturn | null {
  if (activation === null) return null;
  const held = activation.returned;
  activation.returned = null;
  return held;
}

/** The `finally` ended normally: the pending `return` goes on. */
export function release(activation: Activation | null, held: PendingReturn | null): void {
  if (activation !== null && held !== null) activation.returned = held;
}
