import { activationsOf, type Activation } from './activations.js';
import type { Trace } from './trace.js';

export interface TimelineRow {
  activation: Activation;
  /** 0 for the activation that was asked for, 1 for those that it has started, and so on. */
  depth: number;
}

/**
 * An activation and the coroutines that it has started, directly or not, each before those that it
 * has started itself: when each was on the stack, awaiting and paused, and what resumed it.
 *
 * @param activation Index of the activation.
 * @param limit Rows at most.
 */
export function timeline(trace: Trace, activation: number, limit = Infinity): TimelineRow[] {
  const activations = activationsOf(trace);
  const rows: TimelineRow[] = [];
  const remaining = [{ index: activation, depth: 0 }];
  while (rows.length < limit) {
    const next = remaining.pop();
    if (next === undefined) break;
    rows.push({ activation: activations.get(next.index), depth: next.depth });
    for (const index of activations.coroutinesOf(next.index).toReversed()) {
      remaining.push({ index, depth: next.depth + 1 });
    }
  }
  return rows;
}
