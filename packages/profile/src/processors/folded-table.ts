import {
  emptyTable,
  KEY_COLUMNS,
  storedFigures,
  type StoredTables,
} from '../figures/stored-tables.js';
import { sumsOf, type Sums } from './run-sums.js';

/** A table whose rows are found by what they are about, which are numbers of appearance. */
export class FoldedTable<Name extends keyof StoredTables> {
  readonly #name: Name;
  readonly #columns = new Map<string, Sums>();
  readonly #missing = new Set<string>();
  readonly #seen = new Set<string>();
  readonly #rows = new Map<number, number>();
  readonly keys: (readonly [number, number])[] = [];

  constructor(name: Name) {
    this.#name = name;
    for (const [figure, description] of storedFigures(name)) {
      this.#columns.set(figure, sumsOf(description));
    }
  }

  /** Adds a row that is about one thing, or a pair of two, and says which row it is here. */
  add(from: StoredTables[Name], row: number, first: number, second = 0): number {
    const key = first * KEYS + second;
    let known = this.#rows.get(key);
    if (known === undefined) {
      known = this.keys.push([first, second]) - 1;
      this.#rows.set(key, known);
    }
    const source = from as unknown as Record<string, unknown[] | undefined>;
    for (const [name, sums] of this.#columns) {
      const column = source[name];
      if (column !== undefined) sums.add(known, column[row]);
    }
    return known;
  }

  /** What is unknown of one run is unknown of all. */
  noteMissing(from: StoredTables[Name]): void {
    for (const name of this.#columns.keys()) {
      if (name in from) this.#seen.add(name);
      else this.#missing.add(name);
    }
  }

  #isKnown(name: string): boolean {
    return !this.#missing.has(name) || (ABSENT_IF_ZERO.has(name) && this.#seen.has(name));
  }

  /** @param order The rows, as they stand in the result, each with what it is about there. */
  table(order: readonly { row: number; key: readonly number[] }[]): StoredTables[Name] {
    const keys = KEY_COLUMNS[this.#name];
    const table = emptyTable(this.#name) as unknown as Record<string, unknown[]>;
    for (const { row, key } of order) {
      keys.forEach((name, i) => table[name].push(key[i]));
      for (const [name, sums] of this.#columns) table[name].push(sums.value(row));
    }
    for (const name of this.#missing) if (!this.#isKnown(name)) delete table[name];
    return table as unknown as StoredTables[Name];
  }
}

/** Columns that a document lacks if all is 0, not if it is unknown. */
const ABSENT_IF_ZERO = new Set(['untimed']);

/** More than there are functions, or sites. */
const KEYS = 2 ** 22;
