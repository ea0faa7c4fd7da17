import type { Profile, Thread } from '../document/profile.js';
import type { TagFigures } from '../figures/figures.js';
import { addKnown } from '../figures/stored-tables.js';
import { contextColumns, emptySums, summedFigures, sumOfColumn } from './context-columns.js';
import { outermostAwaiting } from './outermost-awaiting.js';
import { undecided } from './undecided.js';

/** The figures of what ran under one tag, summed over all threads. Times are milliseconds. */
export interface TagRow extends TagFigures {
  /** Undefined for what ran under none. */
  tag: string | undefined;
  /**
   * Time suspended on promises. The waits of an activation called by one that waits itself are part
   * of the caller's wait and not added; waits of independent activations that overlapped add up.
   */
  awaiting: number;
  /** `self + awaiting`. */
  total: number;
}

/** A row for each tag, in the order in which they appeared; what ran under none comes last. */
export function tagTable(profile: Profile): TagRow[] {
  const rows = new Map<string | undefined, TagRow>();
  for (const thread of profile.threads) {
    const row = rows.get(thread.tag) ?? emptyRow(thread.tag);
    rows.set(thread.tag, row);
    addThread(row, thread);
  }
  const untagged = rows.get(undefined);
  rows.delete(undefined);
  const isEmpty = untagged === undefined || untagged.calls + untagged.live === 0;
  return isEmpty ? [...rows.values()] : [...rows.values(), untagged];
}

/** Of a tag all contexts count: there is no outermost one. */
const SUMMED = summedFigures('tag').nested;

function addThread(row: TagRow, { contexts }: Thread): void {
  const columns = contextColumns(contexts);
  const sums = row as Record<(typeof SUMMED)[number], number | undefined>;
  for (const name of SUMMED) sums[name] = addKnown(sums[name], sumOfColumn(columns[name]));
  row.awaiting += outermostAwaiting(contexts);
  row.total = row.self + row.awaiting;
  row.undecided = undecided(row);
}

function emptyRow(tag: string | undefined): TagRow {
  return { tag, ...emptySums(SUMMED), undecided: 0, awaiting: 0, total: 0 };
}
