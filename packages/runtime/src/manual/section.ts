/// <reference lib="esnext.disposable" preserve="true" />
import { probes } from '../profiler/shared.js';
import { callerLocation } from './caller-location.js';
import { registerFunction } from './register.js';

/** A part of a function's body, profiled as if it were a function. */
export interface Section {
  /** Ends the section; has no effect the second time. */
  end(): void;
  /** The same, for `using`. */
  [Symbol.dispose](): void;
}

const functions = new Map<string, number>();
// Without it, compiled code uses the registered symbol.
const dispose: typeof Symbol.dispose = Symbol.dispose ?? Symbol.for('Symbol.dispose');

/**
 * Profiles from here to the end of the scope. The section appears in the profile as a function of that
 * name, called by the enclosing one, at the location of its first use. It is meant for synchronous code:
 * everything after an `await` in it counts as waiting.
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
    fn = registerFunction(name, 'function', 'await', callerLocation(section));
    functions.set(name, fn);
  }
  const activation = probes.on ? probes.open(fn) : null;
  const end = () => {
    if (activation !== null) probes.close(activation);
  };
  return { end, [dispose]: end };
}
