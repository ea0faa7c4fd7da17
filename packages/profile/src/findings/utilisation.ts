import type { ThreadRow } from '../tables/thread-table.js';

/** From this share on, a thread is the bottleneck: waits end late because it is busy. */
const BUSY = 0.7;

/** Whether a thread was busy for most of the time; where idle time is unknown, with code on the stack. */
export function isBusy(thread: ThreadRow): boolean {
  const { onStack, elapsed, utilisation } = thread;
  return elapsed > 0 && (utilisation ?? onStack / elapsed) >= BUSY;
}
