import type {
  BurstTable,
  ContextTable,
  Histogram,
  SequenceTable,
  Thread,
  ThreadFunctionTable,
  ThreadSiteTable,
} from '../document/profile.js';
import { emptyFigure, type Figure, type FigureTableName } from './figure.js';
import {
  ACTIVATION_FIGURES,
  BURST_FIGURES,
  SEQUENCE_FIGURES,
  SITE_FIGURES,
  THREAD_FIGURES,
} from './figures.js';
import { addHistograms } from './histogram.js';

/** The tables of a thread, as the document stores them. */
export interface StoredTables {
  contexts: ContextTable;
  functions: ThreadFunctionTable;
  sites: ThreadSiteTable;
  sequences: SequenceTable;
  bursts: BurstTable;
}

/** The columns that say what a row is about. */
export const KEY_COLUMNS = {
  contexts: ['parent', 'function'],
  functions: ['function'],
  sites: ['site'],
  sequences: ['before', 'after'],
  bursts: ['before', 'after'],
} as const satisfies Record<keyof StoredTables, readonly string[]>;

/** One row of a table, without what it is about. */
export type StoredFigures<Name extends keyof StoredTables> = {
  [Column in Exclude<keyof StoredTables[Name], (typeof KEY_COLUMNS)[Name][number]>]-?: FigureIn<
    StoredTables[Name][Column]
  >;
};

/** Undefined where a document may lack the column. */
type FigureIn<Column> = Column extends (infer Figure)[] ? Figure : undefined;

type Value = number | Histogram;
type Columns = Record<string, Value[] | undefined>;
type MergedColumns = Record<string, (Value | undefined)[]>;

/** The figures that a table of the document stores, by name. */
export function storedFigures(table: FigureTableName): [string, Figure][] {
  return [ACTIVATION_FIGURES, SITE_FIGURES, SEQUENCE_FIGURES, BURST_FIGURES, THREAD_FIGURES]
    .flatMap((figures) => Object.entries<Figure>(figures))
    .filter(([, { storedIn }]) => storedIn.includes(table));
}

export const STORED_TABLES = Object.keys(KEY_COLUMNS) as (keyof StoredTables)[];

/** The units of the figures that a table of the document stores, by name. */
export function storedUnits(table: FigureTableName): Map<string, Figure['unit']> {
  return new Map(storedFigures(table).map(([name, { unit }]) => [name, unit]));
}

/** A table of a thread without a row. */
export function emptyTable<Name extends keyof StoredTables>(name: Name): StoredTables[Name] {
  const names = [...KEY_COLUMNS[name], ...storedFigures(name).map(([figure]) => figure)];
  return Object.fromEntries(names.map((column) => [column, []])) as unknown as StoredTables[Name];
}

/** The sum of figures that may be unknown. */
export function addKnown(a: number | undefined, b: number | undefined): number | undefined {
  return a === undefined || b === undefined ? undefined : a + b;
}

const MERGES: Record<NonNullable<Figure['merge']>, (a: never, b: never) => Value> = {
  sum: (a: number, b: number) => a + b,
  maximum: Math.max,
  bound: Math.max,
  histogram: addHistograms,
};

/**
 * One table made of several: rows that are about the same become one. It lacks the columns that one of
 * them lacks.
 */
export class MergedTable<Name extends keyof StoredTables> {
  readonly #columns: MergedColumns;
  readonly #keys: readonly string[];
  readonly #figures: [string, Figure][];
  readonly #rows = new Map<string, number>();

  constructor(name: Name) {
    this.#columns = emptyTable(name) as unknown as MergedColumns;
    this.#keys = KEY_COLUMNS[name];
    this.#figures = storedFigures(name);
  }

  get table(): StoredTables[Name] {
    const known = Object.entries(this.#columns).filter(([, column]) => !column.includes(undefined));
    return Object.fromEntries(known) as unknown as StoredTables[Name];
  }

  /**
   * Adds a row of another table.
   *
   * @param key What it is about here: what its key columns hold.
   * @returns Its row here.
   */
  add(from: StoredTables[Name], row: number, ...key: number[]): number {
    const source = from as unknown as Columns;
    const target = this.#columns;
    const known = this.#rows.get(key.join());
    if (known !== undefined) {
      for (const [name, { merge }] of this.#figures) {
        const merged = MERGES[merge!] as (a: Value, b: Value) => Value;
        const [a, b] = [target[name][known], source[name]?.[row]];
        target[name][known] = a === undefined || b === undefined ? undefined : merged(a, b);
      }
      return known;
    }
    const added = this.#rows.size;
    this.#rows.set(key.join(), added);
    this.#keys.forEach((name, i) => target[name].push(key[i]));
    for (const [name] of this.#figures) target[name].push(source[name]?.[row]);
    return added;
  }

  /** The figures of what a row would be about; those of no row are empty. */
  figuresOf(...key: number[]): StoredFigures<Name> {
    const row = this.#rows.get(key.join());
    const figures = this.#figures.map(([name, figure]) => [
      name,
      row === undefined ? emptyFigure(figure) : this.#columns[name][row],
    ]);
    return Object.fromEntries(figures) as StoredFigures<Name>;
  }
}

type ThreadFigures = Pick<Thread, keyof typeof THREAD_FIGURES>;

/** The figures of one thread under several tags as one; what is the whole thread's has one of them only. */
export function mergeThreadFigures(entries: readonly Thread[]): ThreadFigures {
  const figures = Object.entries<Figure>(THREAD_FIGURES).flatMap(([name, { merge }]) => {
    const merged = MERGES[merge!] as (a: number, b: number) => number;
    const values = entries
      .map((entry) => entry[name as keyof ThreadFigures])
      .filter((value) => value !== undefined);
    return values.length === 0 ? [] : [[name, values.reduce((a, b) => merged(a, b))]];
  });
  return Object.fromEntries(figures) as ThreadFigures;
}
