import type { FunctionRow } from '@coroscope/profile';

/** Functions below a threshold leave the report; the books and the totals keep them. */
export interface FunctionFilter {
  /** Fewest calls of a function that is shown. */
  minCalls?: number;
  /** Least `total` of a function that is shown, in milliseconds. */
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
