import { probes } from '../profiler/shared.js';
import { callerLocation } from './caller-location.js';
import { registerFunction, SITE } from './register.js';

const functions = new Map<string, number>();

/**
 * Awaits a promise under a name, as an instrumented async function would: for a wait that is not an
 * `await`, such as that of a callback, or whose code is not transformed. It appears in the profile as a
 * function of that name, at the location of its first use.
 *
 * @returns a promise that settles as the given one does
 *
 * @example
 * const rows = await track(db.query(sql), 'db.query');
 */
export function track<Value>(
  promise: PromiseLike<Value> | Value,
  name: string,
): Promise<Awaited<Value>> {
  let fn = functions.get(name);
  if (fn === undefined) {
    fn = registerFunction(name, 'async', 'await', callerLocation(track));
    functions.set(name, fn);
  }
  return wait(promise, fn);
}

async function wait<Value>(
  promise: PromiseLike<Value> | Value,
  fn: number,
): Promise<Awaited<Value>> {
  if (!probes.on) return await promise;
  const activation = probes.open(fn);
  try {
    return probes.resumed(activation, await probes.suspend(activation, SITE, promise));
  } finally {
    probes.close(activation);
  }
}
