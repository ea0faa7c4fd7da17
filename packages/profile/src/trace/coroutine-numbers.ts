import { firstWhere, Integers } from './columns.js';

/**
 * The rows of coroutines by the numbers that a trace gives them: those that it introduces follow each
 * other, except over events that are missing; others turn up in any order.
 */
export class CoroutineNumbers {
  /** Rows of those that are introduced, in that order. */
  readonly #introduced = new Integers();
  /** Numbers without a gap: the first, and its index in the column. */
  readonly #runs: Array<{ first: number; at: number }> = [];
  readonly #others = new Map<number, number>();

  introduce(number: number, row: number): void {
    const latest = this.#runs.at(-1);
    const isNext =
      latest !== undefined && number === latest.first + this.#introduced.length - latest.at;
    if (!isNext) this.#runs.push({ first: number, at: this.#introduced.length });
    this.#introduced.push(row);
  }

  /** Adds one that the trace does not introduce. */
  addOther(number: number, row: number): void {
    this.#others.set(number, row);
  }

  rowOf(number: number): number | undefined {
    const runs = this.#runs;
    const latest = runs.at(-1);
    if (latest !== undefined && number >= latest.first) {
      // Most traces have no gap, and so one run.
      const at = latest.at + number - latest.first;
      if (at < this.#introduced.length) return this.#introduced.values[at];
    }
    const index = firstWhere(0, runs.length, (i) => runs[i].first > number) - 1;
    if (index >= 0) {
      const at = runs[index].at + number - runs[index].first;
      const end = index + 1 < runs.length ? runs[index + 1].at : this.#introduced.length;
      if (at < end) return this.#introduced.values[at];
    }
    return this.#others.get(number);
  }
}
