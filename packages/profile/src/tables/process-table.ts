import type { ProcessEnd, Profile } from '../document/profile.js';
import { threadKey } from '../document/thread-key.js';

/** One process of a run. Times are milliseconds. */
export interface ProcessRow {
  /** The process id; undefined where the platform has none. */
  id: number | undefined;
  /** Its command line, script first; empty where it is unknown. */
  command: readonly string[];
  /** How many of its threads ran instrumented code. */
  threads: number;
  /** When its first thread started, since the profile's first one did. */
  start: number;
  /** From then until its last thread was read. */
  elapsed: number;
  /** The time of all of its threads with instrumented code on the stack. */
  onStack: number;
  /** Undefined where nobody knows. */
  end: ProcessEnd | undefined;
}

/** How a process ended, in a word. */
export const PROCESS_ENDS: Record<ProcessEnd, string> = {
  drained: 'returned',
  ended: 'ended',
  crashed: 'crashed',
  killed: 'killed',
};

/** A row for each process, in the order of the profile's threads. */
export function processTable({
  threads,
  processes = [],
}: Pick<Profile, 'threads' | 'processes'>): ProcessRow[] {
  const descriptions = new Map(processes.map((description) => [description.id, description]));
  const rows = new Map<number | undefined, ProcessRow>();
  const known = new Set<string>();
  for (const thread of threads) {
    const { process: id, start = 0, elapsed } = thread;
    const row = rows.get(id) ?? {
      id,
      command: (id === undefined ? undefined : descriptions.get(id))?.arguments ?? [],
      threads: 0,
      start,
      elapsed,
      onStack: 0,
      end: id === undefined ? undefined : descriptions.get(id)?.end,
    };
    rows.set(id, row);
    const key = threadKey(thread);
    if (!known.has(key)) row.threads++;
    known.add(key);
    const end = Math.max(row.start + row.elapsed, start + elapsed);
    row.start = Math.min(row.start, start);
    row.elapsed = end - row.start;
    const { self } = thread.contexts;
    for (let context = 1; context < self.length; context++) row.onStack += self[context];
  }
  return [...rows.values()];
}
