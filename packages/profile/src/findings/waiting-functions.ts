import type { FunctionRow } from '../tables/function-table.js';
import type { CallRate } from './call-rates.js';

/** Calls of coroutines that a function makes, on average, if it only wraps another one. */
const FEW_CALLS = 1.5;

/**
 * Which functions wait for what is not instrumented: themselves, as a query does, or through the one call
 * that each of their calls makes, as a method of a repository does that wraps the query. A request handler,
 * which makes one call after another, does not count.
 *
 * @returns by index in the profile's `functions`
 */
export function waitingFunctions(
  functions: readonly (FunctionRow | undefined)[],
  callRates: readonly CallRate[],
): boolean[] {
  const waits = functions.map((row) => row !== undefined && waitsItself(row));
  const callers = functions.map((): number[] => []);
  const callsPerCall = functions.map(() => 0);
  for (const { caller, callee, perCall, isBurst } of callRates) {
    if (isBurst) continue;
    callers[callee].push(caller);
    callsPerCall[caller] += perCall;
  }
  const found = [...waits.keys()].filter((index) => waits[index]);
  // Grows as it is read, by the callers that wait through those before.
  for (const index of found) {
    for (const caller of callers[index]) {
      const awaiting = functions[caller]?.awaiting ?? 0;
      if (waits[caller] || awaiting === 0 || callsPerCall[caller] > FEW_CALLS) continue;
      waits[caller] = true;
      found.push(caller);
    }
  }
  return waits;
}

function waitsItself({ external, awaiting }: FunctionRow): boolean {
  return awaiting > 0 && external >= awaiting / 2;
}
