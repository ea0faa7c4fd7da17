import type { Profile } from '../document/profile.js';
import { compareRuns, type CompareOptions } from './compare-runs.js';
import type { Comparison } from './comparison.js';
import { runFigures } from './run-figures.js';

/**
 * Compares the profiles of two states of a program, each of one run or more. To compare many large ones,
 * read them one by one with `runFigures`, and compare these with `compareRuns`.
 *
 * @throws ProfileError when a side has no profile, or the kinds of their clocks differ.
 */
export function compareProfiles(
  base: readonly Profile[],
  head: readonly Profile[],
  options?: CompareOptions,
): Comparison {
  return compareRuns(base.map(runFigures), head.map(runFigures), options);
}
