import { sample, sampleHalves } from './cells.js';
import { HIGH_HALF } from './halves.js';
import { enlargedCounts } from './intrinsics.js';

/**
 * Log-bucketed histograms of durations: four buckets to a doubling, from 1 microsecond to some 70
 * minutes, after HdrHistogram (G. Tene). The bucket is read off the bits of the number.
 */
export const BUCKET_COUNT = 128;
const BUCKETS_PER_DOUBLING_SHIFT = 2;
// That of one microsecond: the exponent is stored with a bias of 1023.
const FIRST_BUCKET = 1023 << BUCKETS_PER_DOUBLING_SHIFT;
const MICROSECONDS = 1000;

// Row 0 is nobody's: what has no distribution is counted there.
let capacity = 16;
let rowCount = 1;

/** A row for each distribution; see contexts for why this is an object. */
export const histograms = { counts: new Uint32Array(capacity * BUCKET_COUNT) };

/** Adds a row and gives its number. */
export function addHistogram(): number {
  if (rowCount === capacity) {
    capacity *= 2;
    histograms.counts = enlargedCounts(histograms.counts, capacity * BUCKET_COUNT);
  }
  return rowCount++;
}

/** Counts the sample, a duration in milliseconds. */
export function countSample(row: number): void {
  sample[0] *= MICROSECONDS;
  let bucket = (sampleHalves[HIGH_HALF] >>> (20 - BUCKETS_PER_DOUBLING_SHIFT)) - FIRST_BUCKET;
  if (bucket < 0) bucket = 0;
  else if (bucket >= BUCKET_COUNT) bucket = BUCKET_COUNT - 1;
  histograms.counts[row * BUCKET_COUNT + bucket]++;
}
