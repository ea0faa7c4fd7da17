import { Column } from '../format/memory-layout.js';
import { newMap } from '../platform/intrinsics.js';
import {
  largerFloats,
  largerIntegers,
  place,
  sharedFloats,
  sharedIntegers,
} from '../platform/thread-memory.js';
import { NO_SITE_ROW, siteStats } from './site-stats.js';
import { Size, sizes } from './sizes.js';

let capacity = 64;

/**
 * How often one await followed another in the same activation, and the upper bound of what overlapping
 * the two could have saved (see engine/overlap). Row 0 is reserved. See contexts for why this is an object.
 */
export const sequences = {
  before: sharedIntegers(Column.SequenceBefore, capacity),
  after: sharedIntegers(Column.SequenceAfter, capacity),
  times: sharedFloats(Column.SequenceTimes, capacity),
  saving: sharedFloats(Column.SequenceSaving, capacity),
};
sequences.before[0] = NO_SITE_ROW;
sizes[Size.Sequences] = 1;

const rows = newMap<number, number>();

/** The row of a pair of site rows, added if it is new; the site remembers it as its latest. */
export function rowOfSequence(before: number, after: number): number {
  // Exact in a double: there are fewer than 2 ** 26 rows of sites.
  const key = before * 0x4000000 + after;
  const row = rows.get(key) ?? addRow(before, after, key);
  siteStats.latestSequence[after] = row;
  return row;
}

function addRow(before: number, after: number, key: number): number {
  if (sizes[Size.Sequences] === capacity) growSequences();
  const row = sizes[Size.Sequences];
  rows.set(key, row);
  sequences.before[row] = before;
  sequences.after[row] = after;
  sizes[Size.Sequences] = row + 1;
  return row;
}

function growSequences(): void {
  const larger = capacity * 2;
  const tables = {
    before: largerIntegers(sequences.before, larger),
    after: largerIntegers(sequences.after, larger),
    times: largerFloats(sequences.times, larger),
    saving: largerFloats(sequences.saving, larger),
  };
  sequences.before = place(Column.SequenceBefore, tables.before);
  sequences.after = place(Column.SequenceAfter, tables.after);
  sequences.times = place(Column.SequenceTimes, tables.times);
  sequences.saving = place(Column.SequenceSaving, tables.saving);
  capacity = larger;
}

/** Size of the tables in this file, in bytes. */
export function sequenceBytes(): number {
  return sequences.before.byteLength * 2 + sequences.times.byteLength * 2;
}
