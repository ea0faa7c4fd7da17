import type { Activations } from '@coroscope/profile';
import { Shelves } from './shelves.js';

/** The lane of each coroutine: those that it has started stand below it. */
export interface Lanes {
  /** By activation; -1 for those that are no coroutines. */
  laneOf: Int32Array;
  lanes: number;
}

const NONE = -1;

/**
 * Gives each coroutine a lane below that of the one that started it. One that began when another one, with all
 * that it had started, was over takes its lane over: a loop that awaits calls has one lane, not one a call.
 */
export function packLanes(activations: Activations): Lanes {
  const { count, tables } = activations;
  const { owner, start, end } = tables;
  const blockEnd = new Float64Array(count);
  /** Lanes that a coroutine takes with all that it has started, and how far it is below its owner's. */
  const height = new Int32Array(count);
  const below = new Int32Array(count);
  const pack = (coroutines: Iterable<number>): number => {
    const shelves = new Shelves();
    for (const row of coroutines) {
      below[row] = shelves.place(start.values[row], blockEnd[row], height[row]);
    }
    return shelves.height;
  };
  // Who starts something appears before it: backwards, what a coroutine has started is complete.
  for (let row = count - 1; row >= 0; row--) {
    if (!activations.isCoroutine(row)) continue;
    const started = activations.coroutinesOf(row);
    blockEnd[row] = end.values[row];
    for (const child of started) blockEnd[row] = Math.max(blockEnd[row], blockEnd[child]);
    height[row] = 1 + (started.length === 0 ? 0 : pack(started));
  }
  const roots: number[] = [];
  for (let row = 0; row < count; row++) {
    if (activations.isCoroutine(row) && owner.values[row] === NONE) roots.push(row);
  }
  const lanes = pack(roots);
  const laneOf = new Int32Array(count).fill(NONE);
  for (let row = 0; row < count; row++) {
    if (!activations.isCoroutine(row)) continue;
    const above = owner.values[row];
    laneOf[row] = above === NONE ? below[row] : laneOf[above] + 1 + below[row];
  }
  return { laneOf, lanes };
}
