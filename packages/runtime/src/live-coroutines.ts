import { enlargedIntegers } from './intrinsics.js';

let capacity = 16;

/** Coroutine activations by tag. See contexts for why this is an object. */
export const coroutines = {
  live: new Int32Array(capacity),
  /** The most alive at once since the last mark (see windows). */
  peak: new Int32Array(capacity),
};

/** One begins. */
export function countLiving(tag: number): void {
  const { live, peak } = coroutines;
  const count = ++live[tag];
  if (count > peak[tag]) peak[tag] = count;
}

/** Makes room for a tag. */
export function reserveTag(tag: number): void {
  if (tag < capacity) return;
  capacity *= 2;
  coroutines.live = enlargedIntegers(coroutines.live, capacity);
  coroutines.peak = enlargedIntegers(coroutines.peak, capacity);
}
