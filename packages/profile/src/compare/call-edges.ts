import type { Profile } from '../document/profile.js';

/** One function that called another, in any thread. */
export interface FunctionPair {
  /** Index in the profile's `functions`; -1 for the event loop. */
  caller: number;
  callee: number;
}

/** All pairs of functions of which one called the other in the window, or had called it before. */
export function callEdges({ functions, threads }: Profile): FunctionPair[] {
  const pairs = new Map<number, FunctionPair>();
  for (const { contexts } of threads) {
    for (let row = 1; row < contexts.function.length; row++) {
      if (contexts.calls[row] + contexts.carriedIn[row] + contexts.live[row] === 0) continue;
      const caller = contexts.function[contexts.parent[row]];
      const callee = contexts.function[row];
      const key = (caller + 1) * functions.length + callee;
      if (!pairs.has(key)) pairs.set(key, { caller, callee });
    }
  }
  return [...pairs.values()];
}
