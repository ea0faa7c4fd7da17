import type { CallTiming, TimingDifference } from './call-timing.js';
import type { FunctionMatching } from './match-functions.js';
import type { RunFigures } from './run-figures.js';

interface Sides<Of> {
  base: Of;
  head: Of;
}

/**
 * Finds the functions whose times say nothing, since runs differ in which calls they timed: what is not timed is part
 * of the `self` of the nearest timed caller.
 *
 * @returns By row of the matching.
 */
export function timingDifferences(
  runs: Sides<readonly RunFigures[]>,
  matching: FunctionMatching,
): (TimingDifference | undefined)[] {
  const timings = matching.functions.map(() => new Set<string>());
  const callers = matching.functions.map(() => new Set<number>());
  for (const side of ['base', 'head'] as const) {
    runs[side].forEach((run, i) => addRun(run, matching[side][i], timings, callers));
  }
  const found = timings.map((of): TimingDifference | undefined =>
    of.size > 1 || [...of].some((timing) => timing.includes('partly')) ? 'own calls' : undefined,
  );
  const isTimed = (row: number) => [...timings[row]].every((timing) => timing === 'timed');
  const pending = found.flatMap((difference, row) => (difference === undefined ? [] : [row]));
  for (let row = pending.pop(); row !== undefined; row = pending.pop()) {
    for (const caller of callers[row]) {
      if (found[caller] !== undefined) continue;
      found[caller] = 'calls by it';
      // The time of what it calls passes through it.
      if (!isTimed(caller)) pending.push(caller);
    }
  }
  return found;
}

/** Adds how a run has timed what was matched, and who called it. */
function addRun(
  { functions, edges }: RunFigures,
  rows: readonly number[],
  timings: Set<string>[],
  callers: Set<number>[],
): void {
  const ofRow = new Map<number, Set<CallTiming>>();
  functions.forEach(({ figures, timing }, fn) => {
    if (figures === undefined) return;
    const known = ofRow.get(rows[fn]);
    if (known === undefined) ofRow.set(rows[fn], new Set([timing]));
    else known.add(timing);
  });
  for (const [row, found] of ofRow) timings[row].add([...found].sort().join());
  for (const { caller, callee } of edges) {
    if (caller >= 0) callers[rows[callee]].add(rows[caller]);
  }
}
