import type { FunctionRow } from '@coroscope/profile';

/** Thresholds of a report: functions below leave it, but count in the figures of others and in the sums. */
export interface FunctionFilter {
  /** The fewest calls of a function that is shown. */
  minCalls?: number;
  /** The least `total` of a function that is shown, in milliseconds. */
  minTime?: number;
}

/** The functions that a report leaves out, by index in the profile's `functions`. */
export function leftOutFunctions(
  rows: readonly FunctionRow[],
  { minCalls = 0, minTime = 0 }: FunctionFilter,
): Set<number> {
  return new Set(
    rows
      .filter(({ calls, total }) => calls < minCalls || total < minTime)
      .map((row) => row.function),
  );
}
