import type { ComparedFunction, Comparison } from './comparison.js';
import { isExactChange } from './difference.js';
import { COMPARED_COUNTS, type ComparedCount } from './run-figures.js';

/** Whether a function was alive in all runs of one side, and in none of the other. */
export function presence(
  { alive }: ComparedFunction,
  { base, head }: Pick<Comparison, 'base' | 'head'>,
): 'appeared' | 'vanished' | 'both' {
  if (alive.base === 0 && alive.head === head.runs) return 'appeared';
  if (alive.head === 0 && alive.base === base.runs) return 'vanished';
  return 'both';
}

/** The counts of a function that are the same in all runs of each side, and differ between the sides. */
export function exactChanges({ counts }: ComparedFunction): ComparedCount[] {
  return COMPARED_COUNTS.filter((count) => isExactChange(counts[count]));
}

/** What a comparison can fail for: that something got more, or slower. */
export const REGRESSIONS = [
  'calls',
  'suspensions',
  'sequences',
  'appeared',
  'vanished',
  'hanging',
  'time',
] as const;
export type Regression = (typeof REGRESSIONS)[number];

/** How many functions, or calls of one by another, have regressed in each way. */
export function regressions(comparison: Comparison): Record<Regression, number> {
  const { functions, edges, times } = comparison;
  const remaining = functions.filter((fn) => presence(fn, comparison) === 'both');
  const grown = (...counts: ComparedCount[]) =>
    remaining.filter((fn) => counts.some((count) => hasGrown(fn, count))).length;
  const changed = (status: 'appeared' | 'vanished') =>
    functions.filter((fn) => presence(fn, comparison) === status).length +
    edges.filter((edge) => edge.status === status).length;
  return {
    calls: grown('calls', 'outermostCalls'),
    suspensions: grown('suspensions'),
    sequences: grown('sequentialAwaits'),
    appeared: changed('appeared'),
    vanished: changed('vanished'),
    // Whatever hangs does so whether the function is new or not.
    hanging: functions.filter((fn) => hasGrown(fn, 'unsettled')).length,
    time: [times.elapsed, ...remaining.map(({ time }) => time)].filter(
      (time) => time?.verdict === 'worse',
    ).length,
  };
}

function hasGrown({ counts }: ComparedFunction, count: ComparedCount): boolean {
  const difference = counts[count];
  return isExactChange(difference) ? difference.change > 0 : difference.verdict === 'worse';
}
