import type { Histogram } from './document.js';

// The bucket layout is described with the type `Histogram`.
const BUCKETS_PER_DOUBLING = 4;
const MILLISECONDS_PER_MICROSECOND = 1e-3;

/** The durations that a bucket holds, in milliseconds: from `lower` (inclusive) to `upper`. */
export function bucketBounds(bucket: number): { lower: number; upper: number } {
  return { lower: bucket === 0 ? 0 : lowerBound(bucket), upper: lowerBound(bucket + 1) };
}

function lowerBound(bucket: number): number {
  const step = bucket % BUCKETS_PER_DOUBLING;
  const exponent = (bucket - step) / BUCKETS_PER_DOUBLING;
  return 2 ** exponent * (1 + step / BUCKETS_PER_DOUBLING) * MILLISECONDS_PER_MICROSECOND;
}

/** The histogram of the durations of both. */
export function addHistograms(a: Histogram, b: Histogram): Histogram {
  if (a.counts.length === 0) return b;
  if (b.counts.length === 0) return a;
  const first = Math.min(a.first, b.first);
  const end = Math.max(a.first + a.counts.length, b.first + b.counts.length);
  const counts = new Array<number>(end - first).fill(0);
  for (const histogram of [a, b]) {
    histogram.counts.forEach((count, i) => (counts[histogram.first - first + i] += count));
  }
  return { first, counts };
}

/** How many durations a histogram holds. */
export function histogramCount({ counts }: Histogram): number {
  return counts.reduce((total, count) => total + count, 0);
}

/**
 * The length in milliseconds that a share of the durations did not exceed: the end of the bucket in
 * which the share is reached, as HdrHistogram has it, and so up to a quarter too large. Undefined
 * for an empty histogram.
 *
 * @param share From 0 to 1: 0.5 gives the median.
 */
export function percentile(histogram: Histogram, share: number): number | undefined {
  const rank = Math.max(1, share * histogramCount(histogram));
  let reached = 0;
  for (let i = 0; i < histogram.counts.length; i++) {
    reached += histogram.counts[i];
    if (reached >= rank) return bucketBounds(histogram.first + i).upper;
  }
  return undefined;
}

/** The percentiles that tables show; undefined for an empty histogram. */
export interface Percentiles {
  p50: number | undefined;
  p90: number | undefined;
  p99: number | undefined;
}

/** The percentiles of durations of which the longest is known. */
export function percentiles(histogram: Histogram, longest: number | undefined): Percentiles {
  // A bucket is wider than the durations that it holds: no percentile may exceed the longest of them.
  const atMostLongest = (share: number) => {
    const time = percentile(histogram, share);
    return time === undefined ? undefined : Math.min(time, longest ?? time);
  };
  return { p50: atMostLongest(0.5), p90: atMostLongest(0.9), p99: atMostLongest(0.99) };
}
