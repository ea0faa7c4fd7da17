import { isConstant, sampleOf, type Sample } from '../statistics/sample.js';

/** A figure on both sides. */
export interface Difference {
  base: Sample;
  head: Sample;
  /** The median of the head less that of the base. */
  change: number;
  /**
   * Undefined where nothing can be said: with fewer than five runs a side, and where so many figures were
   * tested that none can become significant with these runs.
   */
  verdict?: DifferenceVerdict;
  /** Of the Mann–Whitney test, two-sided; absent where no test was needed. */
  p?: number;
  /** Holm's correction of it for all that was tested. */
  adjusted?: number;
}

/** `same` stands for no difference that matters and is more than chance. */
export type DifferenceVerdict = 'better' | 'worse' | 'same';

/** Differences below these do not matter. */
export interface Thresholds {
  /** Of the smaller of both medians: 0.05 is 5 %. */
  share: number;
  /** Milliseconds; for counts the share alone decides. */
  time: number;
  /** The accepted chance that one of all verdicts is a false alarm. */
  alpha: number;
}

export const DEFAULT_THRESHOLDS: Thresholds = { share: 0.05, time: 1, alpha: 0.05 };

export function differenceOf(base: readonly number[], head: readonly number[]): Difference {
  const samples = { base: sampleOf(base), head: sampleOf(head) };
  return { ...samples, change: samples.head.median - samples.base.median };
}

/** Whether a count differs in a way that no chance can explain: it is the same in all runs of a side. */
export function isExactChange({ base, head, change }: Difference): boolean {
  return change !== 0 && isConstant(base) && isConstant(head);
}

/** Whether a figure differs within a side, so that it has to be compared as times are. */
export function varies({ base, head }: Difference): boolean {
  return !isConstant(base) || !isConstant(head);
}

/** Whether two medians differ by more than the thresholds. */
export function isLarge(a: number, b: number, share: number, least: number): boolean {
  const distance = Math.abs(a - b);
  return distance > least && distance > share * Math.min(Math.abs(a), Math.abs(b));
}

/** Whether a time differs by more than the thresholds. */
export function isLargeTime({ base, head }: Difference, { share, time }: Thresholds): boolean {
  return isLarge(base.median, head.median, share, time);
}
