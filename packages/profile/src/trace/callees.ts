import type { Activations } from './activations.js';
import { firstWhere } from './columns.js';

/**
 * Adds, by function, how long what an activation called was on the stack above it: synchronous
 * functions, coroutines up to where they first leave the stack, and generators that it resumed.
 *
 * @param from Milliseconds; the activation is on the stack all the time from then on until `until`.
 */
export function addCallees(
  activations: Activations,
  activation: number,
  { from, until }: { from: number; until: number },
  into: Map<number, number>,
): void {
  const { start, end, intervalOf, intervalStart, intervalEnd } = activations.tables;
  const add = (row: number, begun: number, ended: number) => {
    const time = Math.min(until, ended) - Math.max(from, begun);
    const fn = activations.functionOf(row);
    if (time > 0) into.set(fn, (into.get(fn) ?? 0) + time);
  };
  const called = activations.children(activation);
  let next = firstWhere(0, called.length, (i) => start.values[called[i]] >= from);
  for (; next < called.length && start.values[called[next]] < until; next++) {
    const row = called[next];
    const [first] = activations.intervalRows(row);
    add(row, start.values[row], first === undefined ? end.values[row] : intervalEnd.values[first]);
  }
  const resumed = activations.intervalsResumedBy(activation);
  next = firstWhere(0, resumed.length, (i) => intervalStart.values[resumed[i]] >= from);
  for (; next < resumed.length && intervalStart.values[resumed[next]] < until; next++) {
    const interval = resumed[next];
    add(intervalOf.values[interval], intervalStart.values[interval], intervalEnd.values[interval]);
  }
}
