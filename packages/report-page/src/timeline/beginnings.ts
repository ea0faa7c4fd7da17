import type { Trace } from '@coroscope/profile';

/**
 * When traces began, in milliseconds, by what they have in common: the monotonic clock of one machine or, as
 * far as that goes, the calendar; 0 where there is none.
 */
export function beginnings(traces: readonly Trace[]): number[] {
  const byCalendar = traces.map(({ startedAt }) => Date.parse(startedAt ?? '') || 0);
  // The two agree on traces of one machine, between whose starts its calendar was not set.
  const apart = traces.map(({ monotonic = NaN }, i) => byCalendar[i] - monotonic);
  const isShared = apart.every((offset) => Math.abs(offset - apart[0]) < SAME_MACHINE_MS);
  return isShared ? traces.map(({ monotonic }) => monotonic!) : byCalendar;
}

/** The calendar of a machine is adjusted, by little at a time. */
const SAME_MACHINE_MS = 1000;
