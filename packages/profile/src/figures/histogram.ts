import type { Histogram } from '../document/profile.js';

// The bucket layout is described with the type `Histogram`.
const SUB_BUCKETS = 64;
const MILLISECONDS_PER_MICROSECOND = 1e-3;

/** The durations that a bucket holds, in milliseconds: from `lower` (inclusive) to `upper`. */
export function bucketBounds(
  bucket: number,
  subBuckets = SUB_BUCKETS,
): { lower: number; upper: number } {
  const lowerBound = (index: number) => {
    const step = index % subBuckets;
    const exponent = (index - step) / subBuckets;
    return 2 ** exponent * (1 + step / subBuckets) * MILLISECONDS_PER_MICROSECOND;
  };
  return { lower: bucket === 0 ? 0 : lowerBound(bucket), upper: lowerBound(bucket + 1) };
}

/** The counts of a histogram by bucket, from the first, those of empty buckets included. */
function countsByBucket({ counts }: Histogram): number[] {
  return counts.flatMap((count) => (count < 0 ? new Array<number>(-count).fill(0) : [count]));
}

/** The histogram with these counts, from a bucket on. */
function histogramOf(first: number, byBucket: readonly number[], subBuckets: number): Histogram {
  const counts: number[] = [];
  let empty = 0;
  byBucket.forEach((count, i) => {
    if (count === 0) {
      empty++;
      return;
    }
    if (counts.length === 0) first += i;
    else if (empty > 0) counts.push(-empty);
    counts.push(count);
    empty = 0;
  });
  const layout = subBuckets === SUB_BUCKETS ? {} : { subBuckets };
  return counts.length === 0 ? { first: 0, counts } : { first, counts, ...layout };
}

/** Adds histograms up without building one for each: many of few buckets each. */
export class HistogramSum {
  /** Counts by bucket, by how many buckets there are to a doubling. */
  readonly #counts = new Map<number, Map<number, number>>();

  add(histogram: Histogram): void {
    const { subBuckets = SUB_BUCKETS } = histogram;
    let counts = this.#counts.get(subBuckets);
    if (counts === undefined) this.#counts.set(subBuckets, (counts = new Map()));
    for (let i = 0, bucket = histogram.first; i < histogram.counts.length; i++) {
      const count = histogram.counts[i];
      if (count > 0) counts.set(bucket, (counts.get(bucket) ?? 0) + count);
      bucket += count < 0 ? -count : 1;
    }
  }

  /** As coarse as the coarsest of those added. */
  get histogram(): Histogram {
    const histograms = [...this.#counts].map(([subBuckets, counts]) => {
      const buckets = [...counts.keys()].sort((a, b) => a - b);
      const [first = 0] = buckets;
      const byBucket = new Array<number>((buckets.at(-1) ?? first) - first + 1).fill(0);
      for (const bucket of buckets) byBucket[bucket - first] = counts.get(bucket)!;
      return histogramOf(first, byBucket, subBuckets);
    });
    return histograms.reduce(addHistograms, { first: 0, counts: [] });
  }
}

/** The histogram of the durations of both, as coarse as the coarser of them. */
export function addHistograms(a: Histogram, b: Histogram): Histogram {
  if (a.counts.length === 0) return b;
  if (b.counts.length === 0) return a;
  const subBuckets = Math.min(a.subBuckets ?? SUB_BUCKETS, b.subBuckets ?? SUB_BUCKETS);
  const added = [a, b].map((histogram) => {
    const divisor = (histogram.subBuckets ?? SUB_BUCKETS) / subBuckets;
    // Both layouts divide a doubling evenly: a coarse bucket consists of whole fine ones.
    return countsByBucket(histogram).map(
      (count, i) => [Math.floor((histogram.first + i) / divisor), count] as const,
    );
  });
  const first = Math.min(...added.map(([[bucket]]) => bucket));
  const sums: number[] = [];
  for (const [bucket, count] of added.flat()) {
    while (sums.length <= bucket - first) sums.push(0);
    sums[bucket - first] += count;
  }
  return histogramOf(first, sums, subBuckets);
}

/** Calls back with each bucket that holds any durations, and how many. */
export function forEachBucket(
  { first, counts }: Histogram,
  visit: (bucket: number, count: number) => void,
): void {
  let bucket = first;
  for (const count of counts) {
    if (count > 0) visit(bucket, count);
    bucket += count < 0 ? -count : 1;
  }
}

/** How many durations a histogram holds. */
export function histogramCount({ counts }: Histogram): number {
  return counts.reduce((total, count) => total + Math.max(0, count), 0);
}

/**
 * The length in milliseconds that a share of the durations did not exceed: the smallest of them for
 * which that holds, as far as its bucket tells. Undefined for an empty histogram.
 *
 * @param share From 0 to 1: 0.5 gives the median.
 * @param longest The longest of the durations, if that is known.
 */
export function percentile(
  histogram: Histogram,
  share: number,
  longest = Infinity,
): number | undefined {
  const count = histogramCount(histogram);
  if (count === 0) return undefined;
  const rank = Math.max(1, Math.ceil(share * count));
  if (rank === count && longest !== Infinity) return longest;
  let bucket = histogram.first;
  let before = 0;
  for (const held of histogram.counts) {
    if (before + held >= rank) {
      const { lower, upper } = bucketBounds(bucket, histogram.subBuckets);
      // Those in a bucket are taken to be spread evenly over it.
      const position = (rank - before - 0.5) / held;
      return Math.min(lower + (Math.min(upper, longest) - lower) * position, longest);
    }
    before += Math.max(0, held);
    bucket += held < 0 ? -held : 1;
  }
  return undefined;
}

/** The percentiles that tables show; undefined for an empty histogram. */
export interface Percentiles {
  p50: number | undefined;
  p90: number | undefined;
  p99: number | undefined;
}

/** The percentiles of durations, of which the longest may be known. */
export function percentiles(histogram: Histogram, longest: number | undefined): Percentiles {
  return {
    p50: percentile(histogram, 0.5, longest),
    p90: percentile(histogram, 0.9, longest),
    p99: percentile(histogram, 0.99, longest),
  };
}
