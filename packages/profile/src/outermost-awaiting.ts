import { outermostRows } from './context-tree.js';
import type { ContextTable } from './document.js';

/** Milliseconds: what rounding may leave of a context that never waited. */
const NEXT_TO_NOTHING = 1e-3;

/**
 * Time suspended on promises. The waits of an activation called by one that waits itself are part
 * of the caller's wait and not added; waits of independent activations that overlapped add up.
 */
export function outermostAwaiting(contexts: ContextTable): number {
  const key = contexts.awaiting.map((time) => (time > NEXT_TO_NOTHING ? 0 : -1));
  const outermost = outermostRows(contexts, key);
  return contexts.awaiting.reduce((sum, time, row) => (outermost[row] ? sum + time : sum), 0);
}
