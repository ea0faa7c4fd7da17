/// <reference lib="esnext.disposable" preserve="true" />
import { probes } from '../shared.js';
import { callerOf } from './place.js';
import { registerFunction } from './register.js';

/** A part of a function's body that is profiled as if it were a function. */
export interface Section {
  /** It ends here. A second time has no effect. */
  end(): void;
  /** The same, for `using`. */
  [Symbol.dispose](): void;
}

const functions = new Map<string, number>();
// Hosts without it get what compilers put in its place.
const dispose: typeof Symbol.dispose = Symbol.dispose ?? Symbol.for('Symbol.dispose');

/**
 * Profiles from here to the end of the scope. It appears in the profile as a function of that name,
 * called by the one that it is in, at the place of its first use. It is meant for what runs in one
 * piece: if there is an `await` in it, all that comes after counts as its waiting.
 *
 * @example
 * {
 *   using _ = section('parse');
 *   parse(text);
 * }
 */
export function section(name: string): Section {
  let fn = functions.get(name);
  if (fn === undefined) {
    fn = registerFunction(name, 'function', 'await', callerOf(section));
    functions.set(name, fn);
  }
  const activation = probes.on ? probes.open(fn) : null;
  const end = () => {
    if (activation !== null) probes.close(activation);
  };
  return { end, [dispose]: end };
}
