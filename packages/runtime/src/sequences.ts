import { lastEvent } from './cells.js';
import type { History } from './history.js';
import { enlargedFloats, enlargedIntegers, newMap } from './intrinsics.js';
import { NO_PLACE, places } from './places.js';

/**
 * How often one await followed another in the same activation, and what overlapping it with those
 * before it could have saved at most: the sum of an activation's waits less the time that they would
 * take at least if all overlapped. Each wait's share is by how much it made that difference grow.
 */
let capacity = 64;

/** Row 0 is nobody's. See contexts for why this is an object. */
export const sequences = {
  count: 1,
  before: new Int32Array(capacity),
  after: new Int32Array(capacity),
  times: new Float64Array(capacity),
  saving: new Float64Array(capacity),
};
sequences.before[0] = NO_PLACE;

const rows = newMap<number, number>();

/**
 * Books an await that ends now against those that the activation made before it. What they would take
 * at least if all of them overlapped is as long as the longest, and as long as the work of what they
 * waited for, since a thread does one thing at a time.
 */
export function recordAwait(history: History, place: number): void {
  const { previousPlace, leastTime } = history;
  const wait = lastEvent[0] - history.since;
  const work = history.workMeanwhile;
  let least = leastTime;
  if (work > 0) {
    const waitWork = history.waitWork + (work < wait ? work : wait);
    history.waitWork = waitWork;
    if (waitWork > least) least = waitWork;
  }
  if (wait > least) least = wait;
  if (least > leastTime) history.leastTime = least;
  history.previousPlace = place;
  if (previousPlace === NO_PLACE) return;
  // One await nearly always follows the same other one.
  let row = places.latestSequence[place];
  if (sequences.before[row] !== previousPlace) row = findRow(previousPlace, place);
  const { times, saving } = sequences;
  times[row]++;
  saving[row] += wait - (least - leastTime);
}

function findRow(before: number, after: number): number {
  // Exact in a double: there are fewer than 2 ** 26 places.
  const key = before * 0x4000000 + after;
  const row = rows.get(key) ?? addRow(before, after, key);
  places.latestSequence[after] = row;
  return row;
}

function addRow(before: number, after: number, key: number): number {
  const row = sequences.count++;
  if (row === capacity) growSequences();
  sequences.before[row] = before;
  sequences.after[row] = after;
  rows.set(key, row);
  return row;
}

function growSequences(): void {
  capacity *= 2;
  sequences.before = enlargedIntegers(sequences.before, capacity);
  sequences.after = enlargedIntegers(sequences.after, capacity);
  sequences.times = enlargedFloats(sequences.times, capacity);
  sequences.saving = enlargedFloats(sequences.saving, capacity);
}

/** Bytes held by the tables of this file. */
export function sequenceBytes(): number {
  return sequences.before.byteLength * 2 + sequences.times.byteLength * 2;
}
