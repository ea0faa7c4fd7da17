import { sample, sampleWords } from '../clock/registers.js';
import { Column } from '../format/memory-layout.js';
import {
  largerCounts,
  largerIntegers,
  place,
  sharedCounts,
  sharedIntegers,
} from '../platform/thread-memory.js';
import { HIGH_WORD } from '../platform/word-order.js';
import { Size, sizes } from './sizes.js';

/**
 * Log-linear histograms of durations: 64 buckets to a doubling, from 1 microsecond to some 70 minutes,
 * after HdrHistogram (G. Tene). The bucket is read from the bits of the double: its exponent, and the
 * six highest bits of its mantissa. Few doublings ever occur in one histogram, so that each has a page
 * of its own, added with its first duration:
 *
 *     pages                 doubling   0    1    2   ...            counts
 *     histogram 1                    | 0  | 0  | 3  |  ...    page 3 | 64 counts |
 */
export const DOUBLINGS = 32;
const BUCKETS_SHIFT = 6;
export const BUCKETS_PER_DOUBLING = 1 << BUCKETS_SHIFT;
const BUCKET_COUNT = DOUBLINGS * BUCKETS_PER_DOUBLING;
// That of one microsecond: the exponent of a double is stored with a bias of 1023.
const FIRST_BUCKET = 1023 << BUCKETS_SHIFT;
const MICROSECONDS = 1000;

// Row 0 is reserved for what has no histogram, page 0 for doublings without a page.
let capacity = 16;
let rowCount = 1;
let pageCapacity = 64;
sizes[Size.HistogramPages] = 1;

/** See contexts for why this is an object. */
export const histograms = {
  /** By row and doubling. */
  pages: sharedIntegers(Column.HistogramPages, capacity * DOUBLINGS),
  /** By page and bucket. */
  counts: sharedCounts(Column.HistogramCounts, pageCapacity * BUCKETS_PER_DOUBLING),
};

/** Adds a histogram and returns its row. */
export function addHistogram(): number {
  if (rowCount === capacity) {
    histograms.pages = place(
      Column.HistogramPages,
      largerIntegers(histograms.pages, capacity * 2 * DOUBLINGS),
    );
    capacity *= 2;
  }
  return rowCount++;
}

/** Adds the page of a histogram's doubling. */
function addPage(entry: number): number {
  const page = sizes[Size.HistogramPages];
  if (page === pageCapacity) {
    histograms.counts = place(
      Column.HistogramCounts,
      largerCounts(histograms.counts, pageCapacity * 2 * BUCKETS_PER_DOUBLING),
    );
    pageCapacity *= 2;
  }
  sizes[Size.HistogramPages] = page + 1;
  return (histograms.pages[entry] = page);
}

/** The index in `counts` for the register `sample`, a duration in milliseconds. */
export function bucketOfSample(row: number): number {
  sample[0] *= MICROSECONDS;
  let bucket = (sampleWords[HIGH_WORD] >>> (20 - BUCKETS_SHIFT)) - FIRST_BUCKET;
  if (bucket >>> 0 >= BUCKET_COUNT) bucket = bucket < 0 ? 0 : BUCKET_COUNT - 1;
  const entry = row * DOUBLINGS + (bucket >> BUCKETS_SHIFT);
  const page = histograms.pages[entry] || addPage(entry);
  return (page << BUCKETS_SHIFT) + (bucket & (BUCKETS_PER_DOUBLING - 1));
}

/** The counts of all histograms at one moment, which later ones are compared with. */
export function copyCounts(): Uint32Array {
  return histograms.counts.slice(0, sizes[Size.HistogramPages] << BUCKETS_SHIFT);
}

/** The page of a histogram's doubling in such a copy; 0 if it has none. */
export function pageOf(row: number, doubling: number): number {
  return histograms.pages[row * DOUBLINGS + doubling];
}

export function histogramBytes(): number {
  return histograms.pages.byteLength + histograms.counts.byteLength;
}
