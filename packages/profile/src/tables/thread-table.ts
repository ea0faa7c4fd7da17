import type { Profile, Thread } from '../document/profile.js';
import { threadKey } from '../document/thread-key.js';

/** One thread and what its time went to. Times are milliseconds. */
export interface ThreadRow {
  name: string;
  /** The id of its process; undefined where the platform has none. */
  process: number | undefined;
  elapsed: number;
  /** Time with instrumented code on the stack. */
  onStack: number;
  /** Time without; the sum of the next two where they are known. */
  offStack: number;
  /** Time during which the event loop slept; undefined where the platform does not tell. */
  idle: number | undefined;
  /** Time during which code ran that is not instrumented. */
  elsewhere: number | undefined;
  /** The share of the time in which it did not sleep, from 0 to 1; undefined where idle time is unknown. */
  utilisation: number | undefined;
  /** Calls and suspensions. */
  events: number;
  /** The contended time of all that ran on it. */
  contended: number | undefined;
  /** The part of that for which code is to blame that is not instrumented. */
  blameElsewhere: number | undefined;
}

/** A row for each thread, in the order of the profile; what ran under its tags is put together. */
export function threadTable({ threads }: Pick<Profile, 'threads'>): ThreadRow[] {
  const rows = new Map<string, ThreadRow>();
  for (const thread of threads) {
    const key = threadKey(thread);
    const row = rows.get(key) ?? emptyRow(thread);
    rows.set(key, row);
    const { contexts } = thread;
    row.elapsed = Math.max(row.elapsed, thread.elapsed);
    row.onStack += sumBelowRoot(contexts.self);
    row.events += sumBelowRoot(contexts.calls) + sumBelowRoot(contexts.suspensions);
    row.idle ??= thread.idle;
    row.elsewhere ??= thread.elsewhere;
    row.blameElsewhere ??= thread.blame?.elsewhere;
    if (contexts.contended !== undefined) {
      row.contended = (row.contended ?? 0) + sumBelowRoot(contexts.contended);
    }
  }
  return [...rows.values()].map((row) => ({
    ...row,
    offStack: Math.max(0, row.elapsed - row.onStack),
    utilisation: utilisation(row),
  }));
}

/** For each entry of the profile's `threads`, which are several where a thread has tags, the row of its thread. */
export function rowOfEachEntry(profile: Pick<Profile, 'threads'>): ThreadRow[] {
  const rows = threadTable(profile);
  const keys = new Map<string, number>();
  return profile.threads.map((thread) => {
    const key = threadKey(thread);
    if (!keys.has(key)) keys.set(key, keys.size);
    return rows[keys.get(key)!];
  });
}

function utilisation({ idle, elapsed }: ThreadRow): number | undefined {
  return idle === undefined || elapsed === 0 ? undefined : Math.max(0, 1 - idle / elapsed);
}

function emptyRow({ name, process }: Thread): ThreadRow {
  return {
    name,
    process,
    elapsed: 0,
    onStack: 0,
    offStack: 0,
    idle: undefined,
    elsewhere: undefined,
    utilisation: undefined,
    events: 0,
    contended: undefined,
    blameElsewhere: undefined,
  };
}

function sumBelowRoot(column: readonly number[]): number {
  let sum = 0;
  for (let row = 1; row < column.length; row++) sum += column[row];
  return sum;
}
