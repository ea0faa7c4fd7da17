import { Column } from '../format/memory-layout.js';
import { largerIntegers, place, sharedIntegers } from '../platform/thread-memory.js';

let capacity = 16;

/** Coroutine activations by tag. See contexts for why this is an object. */
export const coroutines = {
  live: sharedIntegers(Column.LiveCoroutines, capacity),
  /** The most alive at once since the last flush (see high-water-marks). */
  peak: sharedIntegers(Column.PeakCoroutines, capacity),
};

/** Makes room for a tag. */
export function reserveTag(tag: number): void {
  if (tag < capacity) return;
  const live = largerIntegers(coroutines.live, capacity * 2);
  coroutines.peak = place(Column.PeakCoroutines, largerIntegers(coroutines.peak, capacity * 2));
  coroutines.live = place(Column.LiveCoroutines, live);
  capacity *= 2;
}
