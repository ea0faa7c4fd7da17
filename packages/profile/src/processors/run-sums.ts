import type { Histogram } from '../document/profile.js';
import type { Figure } from '../figures/figure.js';
import { HistogramSum } from '../figures/histogram.js';

const NANOSECONDS = 1e6;

/** Sums of one figure, by row. */
export interface Sums {
  add(row: number, value: unknown): void;
  value(row: number): unknown;
}

/** Whole nanoseconds, of which more than a number holds exactly come together over many runs. */
export class TimeSums implements Sums {
  readonly #high: number[] = [];
  readonly #low: number[] = [];

  add(row: number, milliseconds: unknown): void {
    const sum = (this.#low[row] ?? 0) + Math.round((milliseconds as number) * NANOSECONDS);
    const carried = Math.floor(sum / TimeSums.#BASE);
    this.#low[row] = sum - carried * TimeSums.#BASE;
    this.#high[row] = (this.#high[row] ?? 0) + carried;
  }

  value(row: number): number {
    return ((this.#high[row] ?? 0) * TimeSums.#BASE + (this.#low[row] ?? 0)) / NANOSECONDS;
  }

  static readonly #BASE = 2 ** 50;
}

class CountSums implements Sums {
  readonly #sums: number[] = [];

  add(row: number, count: unknown): void {
    this.#sums[row] = (this.#sums[row] ?? 0) + (count as number);
  }

  value(row: number): number {
    return this.#sums[row] ?? 0;
  }
}

class Maxima implements Sums {
  readonly #maxima: number[] = [];

  add(row: number, value: unknown): void {
    this.#maxima[row] = Math.max(this.#maxima[row] ?? 0, value as number);
  }

  value(row: number): number {
    return this.#maxima[row] ?? 0;
  }
}

class HistogramSums implements Sums {
  readonly #sums: (HistogramSum | undefined)[] = [];

  add(row: number, value: unknown): void {
    const histogram = value as Histogram;
    if (histogram.counts.length > 0) (this.#sums[row] ??= new HistogramSum()).add(histogram);
  }

  value(row: number): Histogram {
    return this.#sums[row]?.histogram ?? { first: 0, counts: [] };
  }
}

/** How a figure of several runs becomes one: as of several threads, but that their spans follow each other. */
export function sumsOf({ unit, merge }: Figure): Sums {
  if (unit === 'histogram') return new HistogramSums();
  if (merge === 'maximum' || (merge === 'bound' && unit === 'count')) return new Maxima();
  return unit === 'time' ? new TimeSums() : new CountSums();
}
