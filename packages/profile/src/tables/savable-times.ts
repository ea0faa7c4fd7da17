import type { Profile, Thread } from '../document/profile.js';

/**
 * By function: the milliseconds that any overlap of its waits could save. That is the idle time of the
 * thread while it was alive, since what is saved is time in which the thread had nothing to do; where
 * idle time is unknown, time off the stack.
 */
export function savableTimes({ functions, threads }: Profile): number[] {
  const savable = functions.map(() => 0);
  for (const thread of threads) {
    thread.functions.function.forEach((index, row) => {
      savable[index] += savableTime(thread, row);
    });
  }
  return savable;
}

function savableTime({ functions, contexts }: Thread, row: number): number {
  const idle = functions.idle?.[row];
  if (idle !== undefined) return idle;
  const offStack = functions.span[row] - functions.onStack[row];
  return Math.max(0, Math.min(offStack, contexts.self[0]));
}
