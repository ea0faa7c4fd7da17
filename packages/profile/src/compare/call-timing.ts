import type { Profile } from '../document/profile.js';

/**
 * How the calls of a function were timed in a run: all of them; none but the first, whose time has become its
 * callers'; or some of them, as the function proved slow later.
 */
export type CallTiming = 'timed' | 'counted' | 'partly';

/** Why the time of a function can't be compared: how its own calls were timed differs, or those of what it calls. */
export type TimingDifference = 'own calls' | 'calls by it';

/** By function of a profile. What the event loop calls is timed always. */
export function callTimings({ functions, threads }: Profile): CallTiming[] {
  const untimed = new Float64Array(functions.length);
  const onStack = new Float64Array(functions.length);
  for (const { contexts } of threads) {
    if (contexts.untimed === undefined) continue;
    for (let row = 1; row < contexts.function.length; row++) {
      if (contexts.function[contexts.parent[row]] < 0) continue;
      untimed[contexts.function[row]] += contexts.untimed[row];
      onStack[contexts.function[row]] += contexts.onStack[row];
    }
  }
  return functions.map((_, fn) => {
    if (untimed[fn] === 0) return 'timed';
    return onStack[fn] === 0 ? 'counted' : 'partly';
  });
}
