import type { Difference } from './difference.js';

/** What a difference in time is made of; the two add up to it. Milliseconds. */
export interface TimeSplit {
  /** The difference in calls times the mean of both durations per call; negative if called less. */
  calledMore: number;
  /** The difference in duration times the mean of both counts; negative if each is faster. */
  eachSlower: number;
}

/**
 * Splits a difference in time. Where one side has no calls, all of it comes from being called more or less.
 * Negates when the sides are swapped.
 */
export function splitTime(time: Difference, calls: Difference): TimeSplit {
  const { change } = time;
  const [before, after] = [calls.base.median, calls.head.median];
  if (before === after) return { calledMore: 0, eachSlower: change };
  if (before === 0 || after === 0) return { calledMore: change, eachSlower: 0 };
  const duration = (time.base.median / before + time.head.median / after) / 2;
  // Not a negative zero, which JSON would not keep.
  const calledMore = (after - before) * duration || 0;
  return { calledMore, eachSlower: change - calledMore };
}
