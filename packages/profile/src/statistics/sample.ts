/** What was measured in several runs. */
export interface Sample {
  /** One value a run, in the order of the runs. */
  values: readonly number[];
  median: number;
  /** The first and the third quartile: half of the values lie between them. */
  low: number;
  high: number;
}

/** @param values At least one. */
export function sampleOf(values: readonly number[]): Sample {
  const sorted = values.toSorted((a, b) => a - b);
  return {
    values,
    median: quantile(sorted, 0.5),
    low: quantile(sorted, 0.25),
    high: quantile(sorted, 0.75),
  };
}

/** Whether all values are the same. */
export function isConstant({ values }: Sample): boolean {
  return values.every((value) => value === values[0]);
}

/**
 * The quantile of a sorted sample, interpolated between its values.
 *
 * @see Hyndman and Fan, "Sample quantiles in statistical packages", 1996: type 7, as in R and NumPy
 */
function quantile(sorted: readonly number[], share: number): number {
  const position = (sorted.length - 1) * share;
  const index = Math.floor(position);
  const rest = position - index;
  return rest === 0 ? sorted[index] : sorted[index] + rest * (sorted[index + 1] - sorted[index]);
}
