/** What a selection of activations leaves out, of a kind: together it is `… N more`. */
export interface LeftOut {
  count: number;
  /** Milliseconds, added up. */
  time: number;
  /** When the first began, and when the last ended. */
  start: number;
  end: number;
}

/** Adds up what is left out, by what it is, so that the sums of a file stay what they are. */
export class LeftOuts<Kind extends string> {
  readonly #byKind = new Map<Kind, LeftOut>();

  add(kind: Kind, start: number, end: number): void {
    const sum = this.#byKind.get(kind);
    if (sum === undefined) {
      this.#byKind.set(kind, { count: 1, time: end - start, start, end });
      return;
    }
    sum.count++;
    sum.time += end - start;
    sum.start = Math.min(sum.start, start);
    sum.end = Math.max(sum.end, end);
  }

  entries(): Iterable<[Kind, LeftOut]> {
    return this.#byKind;
  }
}

/** The name of what stands for so many that are left out. */
export function nameOfLeftOut({ count }: LeftOut): string {
  return `… ${count} more`;
}
