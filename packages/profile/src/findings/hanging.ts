import type { Thread } from '../document/profile.js';

/**
 * Whether what was in flight on a thread may only have run out of time: the program was ended, or goes
 * on. Of a thread of which nothing is known, the profile was read when all should have settled.
 */
export function hasEnded({ end }: Thread, isRunning: boolean): boolean {
  return end === undefined ? isRunning : end !== 'drained';
}
