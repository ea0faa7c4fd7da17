import type { Activation } from './activation.js';
import { isNativePromise } from './promises.js';

/** A `return` of an async function: a promise keeps the activation alive until it settles. */
export function returned<Value>(activation: Activation | null, site: number, value: Value): Value {
  if (activation !== null) {
    activation.returned = isNativePromise(value) ? value : null;
    activation.returnSite = site;
  }
  return value;
}

interface HeldReturn {
  promise: Promise<unknown>;
  site: number;
}

/** A `finally` begins that may override a pending `return`: the return is suspended for its length. */
export function hold(activation: Activation | null): HeldReturn | null {
  if (activation === null || activation.returned === null) return null;
  const held = { promise: activation.returned, site: activation.returnSite };
  activation.returned = null;
  return held;
}

/** The `finally` ended normally: the pending `return` goes on. */
export function release(activation: Activation | null, held: HeldReturn | null): void {
  if (activation === null || held === null) return;
  activation.returned = held.promise;
  activation.returnSite = held.site;
}
