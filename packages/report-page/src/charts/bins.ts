import { bucketBounds, forEachBucket, type Histogram } from '@coroscope/profile';

/** Bins of a chart to a doubling of time: the buckets of a histogram are much finer. */
export const BINS_PER_DOUBLING = 4;

export interface Bins {
  /** The first bin: bin `b` begins at `2 ** (b / BINS_PER_DOUBLING)` microseconds. */
  first: number;
  /** How many durations fall in each, from the first on. */
  counts: number[];
}

/** The durations of a histogram in bins that are wide enough to be seen. */
export function binsOf(histogram: Histogram): Bins | undefined {
  const byBin = new Map<number, number>();
  forEachBucket(histogram, (bucket, count) => {
    const { lower, upper } = bucketBounds(bucket, histogram.subBuckets);
    const middle = ((lower + upper) / 2) * 1000;
    const bin = Math.floor(Math.log2(middle) * BINS_PER_DOUBLING);
    byBin.set(bin, (byBin.get(bin) ?? 0) + count);
  });
  if (byBin.size === 0) return undefined;
  const first = Math.min(...byBin.keys());
  const last = Math.max(...byBin.keys());
  const counts = Array.from({ length: last - first + 1 }, (_, i) => byBin.get(first + i) ?? 0);
  return { first, counts };
}

/** Milliseconds at which a bin begins. */
export function startOfBin(bin: number): number {
  return 2 ** (bin / BINS_PER_DOUBLING) / 1000;
}
