import { isNativePromise } from '../platform/promises.js';
import type { Activation } from './activation.js';
import type { PendingReturn } from './history.js';
import { historyOf } from './suspension.js';

/** A `return` of an async function: a returned promise keeps the activation alive until it settles. */
export function returned<Value>(activation: Activation | null, site: number, value: Value): Value {
  if (activation !== null) {
    if (isNativePromise(value)) historyOf(activation).returned = { promise: value, site };
    else if (activation.history !== null) activation.history.returned = null;
  }
  return value;
}

/** A `finally` begins that may override a pending `return`: the return is set aside meanwhile. */
export function hold(activation: Activation | null): PendingReturn | null {
  const history = activation?.history;
  if (history === undefined || history === null) return null;
  const held = history.returned;
  history.returned = null;
  return held;
}

/** The `finally` has ended normally: the pending `return` continues. */
export function release(activation: Activation | null, held: PendingReturn | null): void {
  if (activation !== null && held !== null) historyOf(activation).returned = held;
}
