import { Column } from '../format/memory-layout.js';
import { enlargedFloats, newMap } from '../platform/intrinsics.js';
import {
  largerFloats,
  largerIntegers,
  place,
  sharedFloats,
  sharedIntegers,
} from '../platform/thread-memory.js';
import { Size, sizes } from './sizes.js';

let capacity = 64;

/**
 * How often calls from the root came in bursts, and how many in each (see engine/bursts): pairs of contexts,
 * of what ran before and what was called. Row 0 is reserved. See contexts for why this is an
 * object.
 */
export const bursts = {
  before: sharedIntegers(Column.BurstBefore, capacity),
  after: sharedIntegers(Column.BurstAfter, capacity),
  times: sharedFloats(Column.BurstTimes, capacity),
  calls: sharedFloats(Column.BurstCalls, capacity),
  /** The number of the latest burst that each pair is counted in. */
  latest: new Float64Array(capacity),
};

sizes[Size.Bursts] = 1;

const rows = newMap<number, number>();

/** The row of a pair of contexts, added if it is new. */
export function rowOfBurst(before: number, after: number): number {
  // Exact in a double: there are fewer than 2 ** 26 contexts.
  const key = before * 0x4000000 + after;
  const known = rows.get(key);
  if (known !== undefined) return known;
  const row = sizes[Size.Bursts];
  if (row === capacity) growBursts();
  rows.set(key, row);
  bursts.before[row] = before;
  bursts.after[row] = after;
  sizes[Size.Bursts] = row + 1;
  return row;
}

/** Size of the tables in this file, in bytes. */
export function burstBytes(): number {
  return bursts.before.byteLength * 2 + bursts.times.byteLength * 3;
}

function growBursts(): void {
  const larger = capacity * 2;
  const tables = {
    before: largerIntegers(bursts.before, larger),
    after: largerIntegers(bursts.after, larger),
    times: largerFloats(bursts.times, larger),
    calls: largerFloats(bursts.calls, larger),
    latest: enlargedFloats(bursts.latest, larger),
  };
  bursts.before = place(Column.BurstBefore, tables.before);
  bursts.after = place(Column.BurstAfter, tables.after);
  bursts.times = place(Column.BurstTimes, tables.times);
  bursts.calls = place(Column.BurstCalls, tables.calls);
  bursts.latest = tables.latest;
  capacity = larger;
}
