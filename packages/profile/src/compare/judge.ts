import { holm } from '../statistics/holm.js';
import { leastPValue, MannWhitney } from '../statistics/mann-whitney.js';
import { sampleOf } from '../statistics/sample.js';
import { isLarge, type Difference, type Thresholds } from './difference.js';

/** With fewer runs a side nothing is said about differences in time. */
export const LEAST_RUNS = 5;

/** What was tested, and what that many runs allow to say. */
export interface TestFamily {
  /** How many figures were tested, for which p values are corrected. */
  tested: number;
  /** How many can be tested at most with these runs, so that any of them can become significant. */
  carried: number;
  /** How many runs a side would do, where there are too few. */
  runsNeeded: number | undefined;
}

/** A figure to be tested, and the smallest difference in it that matters. */
export interface Candidate {
  difference: Difference;
  /** In the unit of the figure. */
  least: number;
}

/**
 * Tests which differences are more than chance, and writes what comes out into them.
 *
 * What is tested are the figures that could differ by more than the thresholds, had their values fallen to
 * the sides in another way. To test only those whose medians do differ by more, which is what a
 * reader would expect, is not sound: that selects what chance has driven apart, and with 500 functions and
 * a noise of 3 % nearly every second comparison of a program with itself then has a false alarm. A choice
 * that does not depend on which value belongs to which side keeps what Holm's correction promises.
 *
 * @see R. Bourgon, R. Gentleman and W. Huber, "Independent filtering increases detection power for
 * high-throughput experiments", PNAS 107, 2010
 */
export function judge(
  candidates: readonly Candidate[],
  runs: { base: number; head: number },
  { share, alpha }: Thresholds,
): TestFamily {
  const tested: Candidate[] = [];
  for (const candidate of candidates) {
    if (couldBeLarge(candidate, share)) tested.push(candidate);
    else candidate.difference.verdict = 'same';
  }
  const mannWhitney = new MannWhitney();
  const values = tested.map(({ difference: { base, head } }) =>
    mannWhitney.test(base.values, head.values),
  );
  const adjusted = holm(values);
  const carried = Math.floor(alpha / leastPValue(runs.base, runs.head));
  const isCarried = tested.length <= carried;
  tested.forEach(({ difference, least }, i) => {
    const { base, head, change } = difference;
    difference.p = values[i];
    difference.adjusted = adjusted[i];
    if (!isCarried) return;
    const matters = isLarge(base.median, head.median, share, least) && adjusted[i] <= alpha;
    difference.verdict = !matters ? 'same' : change > 0 ? 'worse' : 'better';
  });
  return {
    tested: tested.length,
    carried,
    runsNeeded: isCarried ? undefined : runsFor(tested.length, alpha),
  };
}

/** Whether the medians of the two sides would differ enough, had all small values fallen to one of them. */
function couldBeLarge({ difference: { base, head }, least }: Candidate, share: number): boolean {
  const all = [...base.values, ...head.values].sort((a, b) => a - b);
  return [base.values.length, head.values.length].some((size) => {
    const low = sampleOf(all.slice(0, size)).median;
    const high = sampleOf(all.slice(size)).median;
    return isLarge(low, high, share, least);
  });
}

/** The fewest runs a side with which so many tests can become significant. */
function runsFor(tests: number, alpha: number): number {
  let runs = LEAST_RUNS;
  while (leastPValue(runs, runs) * tests > alpha) runs++;
  return runs;
}
