import type { ContextTable } from '../document/profile.js';

/** Milliseconds: what rounding may leave of a context that never waited. */
const NEXT_TO_NOTHING = 1e-3;

/**
 * Time suspended on promises. The waits of an activation called by one that waits itself are part
 * of the caller's wait and not added; waits of independent activations that overlapped add up.
 */
export function outermostAwaiting(contexts: ContextTable): number {
  const { awaiting, parent } = contexts;
  /** By row: 1 where it waited, or one that called it. */
  const isWithin = new Uint8Array(awaiting.length);
  let sum = 0;
  for (let row = 0; row < isWithin.length; row++) {
    const isBelow = row > 0 && isWithin[parent[row]] === 1;
    const waited = awaiting[row] > NEXT_TO_NOTHING;
    if (waited && !isBelow) sum += awaiting[row];
    if (waited || isBelow) isWithin[row] = 1;
  }
  return sum;
}
