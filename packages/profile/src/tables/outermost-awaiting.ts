import type { ContextTable } from '../document/profile.js';
import { outermostRows } from './context-tree.js';

/** Milliseconds: what rounding may leave of a context that never waited. */
const NEXT_TO_NOTHING = 1e-3;

/**
 * Time suspended on promises. The waits of an activation called by one that waits itself are part
 * of the caller's wait and not added; waits of independent activations that overlapped add up.
 */
export function outermostAwaiting(contexts: ContextTable): number {
  const { awaiting } = contexts;
  const keys = new Int8Array(awaiting.length);
  let anyWaits = false;
  for (let row = 0; row < keys.length; row++) {
    const waits = awaiting[row] > NEXT_TO_NOTHING;
    keys[row] = waits ? 0 : -1;
    anyWaits ||= waits;
  }
  if (!anyWaits) return 0;
  const outermost = outermostRows(contexts, keys);
  let sum = 0;
  for (let row = 0; row < outermost.length; row++) if (outermost[row] === 1) sum += awaiting[row];
  return sum;
}
