import { isCoroutine } from '../document/kinds.js';
import type { FunctionKind, Profile } from '../document/profile.js';
import { PairSums } from './pair-sums.js';

/** How often one function was called by another, directly or through callbacks and helpers. */
export interface CallRate {
  /** Indices in the profile's `functions`. */
  caller: number;
  callee: number;
  /** Calls of the callee by the caller. */
  calls: number;
  /** Calls of the callee for each activation of the caller. */
  perCall: number;
  /** Calls from the caller to the callee; 1 where it calls it itself. */
  distance: number;
  /** The calls came from code that is not instrumented, each time after a task of the caller. */
  isBurst: boolean;
}

/**
 * The rates of all pairs of functions of which one has called the other, with nothing but synchronous
 * functions in between: what a callback of `map` calls is called by who called `map`, too. That a synchronous
 * function calls another one once, or less often, says nothing: it is left out.
 */
export function callRates({ threads, functions }: Profile): CallRate[] {
  const activations = new Float64Array(functions.length);
  const isCalled = functions.map(({ kind }) => isCoroutine(kind));
  const isPlain = functions.map(({ kind }) => kind === 'function');
  const sums = new PairSums(functions.length);
  /** By function: the last context above which it was seen, as a number of its own. */
  const seenAbove = new Int32Array(functions.length);
  let current = 0;
  for (const { contexts } of threads) {
    const { parent, function: called, calls, carriedIn } = contexts;
    for (let row = 1; row < called.length; row++) {
      activations[called[row]] += calls[row] + carriedIn[row];
      if (calls[row] === 0 || !isCalled[called[row]]) continue;
      current++;
      let distance = 1;
      for (let above = parent[row]; above > 0; above = parent[above]) {
        const caller = called[above];
        if (seenAbove[caller] !== current) {
          sums.add(caller, called[row], calls[row], distance++);
        }
        seenAbove[caller] = current;
        if (!isPlain[caller]) break;
      }
    }
  }
  const direct: CallRate[] = [];
  sums.forEach((caller, callee, times, distance) => {
    const perCall = times / Math.max(1, activations[caller]);
    if (isPlain[caller] && perCall <= 1) return;
    direct.push({ caller, callee, calls: times, perCall, distance, isBurst: false });
  });
  return [...direct, ...burstRates({ threads, functions })];
}

/** The share of the calls of a function that come in bursts, if they are to be the rule. */
const AS_A_RULE = 0.9;

/**
 * The rates at which functions are called by a library after one that has settled what the library waits
 * for: nearly all of their calls come in bursts that follow upon one context.
 */
function burstRates({ threads, functions }: Pick<Profile, 'threads' | 'functions'>): CallRate[] {
  return threads.flatMap(({ contexts, bursts }) => {
    if (bursts === undefined) return [];
    const { function: called, calls, carriedIn, parent } = contexts;
    return bursts.before.flatMap((before, i): CallRate[] => {
      const after = bursts.after[i];
      if (bursts.calls[i] < calls[after] * AS_A_RULE) return [];
      const activations = Math.max(1, calls[before] + carriedIn[before]);
      return coroutinesBelow(after, parent, (row) => functions[called[row]].kind).map((row) => ({
        caller: called[before],
        callee: called[row],
        calls: Math.round((calls[row] * bursts.calls[i]) / calls[after]),
        perCall: bursts.calls[i] / activations,
        distance: Infinity,
        isBurst: true,
      }));
    });
  });
}

/** A context, if it is a coroutine's, or else those that it calls with nothing but functions in between. */
function coroutinesBelow(
  top: number,
  parent: readonly number[],
  kindOf: (row: number) => FunctionKind,
): number[] {
  if (isCoroutine(kindOf(top))) return [top];
  const isBelow = new Set([top]);
  const found: number[] = [];
  for (let row = top + 1; row < parent.length; row++) {
    if (!isBelow.has(parent[row])) continue;
    if (isCoroutine(kindOf(row))) found.push(row);
    else isBelow.add(row);
  }
  return found;
}
