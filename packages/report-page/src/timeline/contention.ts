import { AWAITING, type Activations } from '@coroscope/profile';

/** Milliseconds of a busy thread that are no contention: the engine runs one microtask after the other. */
const SWITCHING = 0.01;

/**
 * Since when, at the end of a wait, the thread was busy, so that the wait may have been over before: the later of
 * the end of the last activation that the waiting one had started, and of the last time that the thread slept.
 *
 * @param interval The row of an interval.
 * @returns In the time of the trace; the end of the wait where the thread was not busy.
 */
export function contendedSince(activations: Activations, interval: number): number {
  const { tables, tellsIdle } = activations;
  const { intervalOf, intervalState, intervalStart, intervalEnd, intervalSince, intervalUntil } =
    tables;
  const end = intervalEnd.values[interval];
  const row = intervalOf.values[interval];
  // A wait that is over is followed by what ran then.
  const isOver = activations.intervalRows(row).at(-1) !== interval;
  if (intervalState.values[interval] !== AWAITING || !isOver) return end;
  const since = tellsIdle ? activations.awakeSince(end) : activations.busySince(end);
  const period = activations.lastPeriod(
    row,
    intervalSince.values[interval],
    intervalUntil.values[interval],
  );
  const childEnd = period < 0 ? -Infinity : tables.periodEnd.values[period];
  const from = Math.max(intervalStart.values[interval], since, childEnd);
  return end - from > SWITCHING ? from : end;
}
