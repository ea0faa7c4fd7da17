import type { Profile, Thread } from './document.js';
import { outermostAwaiting } from './outermost-awaiting.js';

/** The figures of what ran under one tag, summed over all threads. Times are milliseconds. */
export interface TagRow {
  /** Undefined for what ran under none. */
  tag: string | undefined;
  /** Activations entered. */
  calls: number;
  /** Times an activation left the stack without exiting. */
  suspensions: number;
  /** Activations not yet exited when the figures were read. */
  live: number;
  /** Time with code of this tag on top of the stack. */
  self: number;
  /**
   * Time suspended on promises. The waits of an activation called by one that waits itself are part
   * of the caller's wait and not added; waits of independent activations that overlapped add up.
   */
  awaiting: number;
  /** The part of its waiting that nothing deeper explains. */
  external: number;
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

function addThread(row: TagRow, { contexts }: Thread): void {
  for (let context = 1; context < contexts.parent.length; context++) {
    row.calls += contexts.calls[context];
    row.suspensions += contexts.suspensions[context];
    row.live += contexts.live[context];
    row.self += contexts.self[context];
    row.external += contexts.external[context];
  }
  row.awaiting += outermostAwaiting(contexts);
  row.total = row.self + row.awaiting;
}

function emptyRow(tag: string | undefined): TagRow {
  return {
    tag,
    calls: 0,
    suspensions: 0,
    live: 0,
    self: 0,
    awaiting: 0,
    external: 0,
    total: 0,
  };
}
