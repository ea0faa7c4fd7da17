import type { Profile, Thread } from '../document/profile.js';
import { decodeText, encodeText } from '../document/utf8.js';
import { KEY_COLUMNS, storedFigures, type StoredTables } from '../figures/stored-tables.js';
import { decodeCallees, encodeCallees } from './callee-codes.js';
import { decodeColumn, encodeColumn, type ColumnKind, type Numbers } from './column-codec.js';

/**
 * Columns that are stored as what they exceed another one by. A context that called nothing is on the stack for as
 * long as it computes itself, and most that wait, wait for what is outside.
 */
const EXCESS: Record<string, string> = {
  onStack: 'self',
  awaiting: 'external',
  outside: 'external',
};

/** In a packed profile, stands for a column of a table. */
interface PackedColumn {
  rows: number;
  /** Of its bytes, after the description. */
  length: number;
}

type Columns = Record<string, Numbers | PackedColumn | unknown[] | undefined>;

/** The column of a packed call tree for `added` of `CalleeCodes`. */
const ADDED = 'added';

const TABLES = ['contexts', 'functions', 'sites', 'sequences'] as const;

/** The parents of a call tree that is written depth first are close to those before. */
const DIFFERENCES = new Set(['contexts.parent', 'functions.function', 'sites.site']);

/**
 * The binary form of a profile, in which it travels to the page: the length of a description (4 bytes,
 * little endian), the description, which is the document in JSON with a placeholder for each column of
 * numbers, and the columns, in the order of the placeholders. Times are rounded to nanoseconds. It is meant to
 * be compressed, and to be read by the same version of the package only.
 */
export function* packProfile(profile: Profile): Iterable<Uint8Array> {
  const columns: Uint8Array[] = [];
  const description = {
    ...profile,
    threads: profile.threads.map((thread) => packThread(thread, columns)),
  };
  const text = encodeText(JSON.stringify(description));
  const length = new Uint8Array(4);
  new DataView(length.buffer).setUint32(0, text.length, true);
  yield length;
  yield text;
  yield* columns;
}

/**
 * Reads a packed profile. Its tables have typed arrays for columns of numbers, which are arrays in all that the
 * functions of this package read of them; they do not survive JSON.
 */
export function unpackProfile(bytes: Uint8Array): Profile {
  const length = new DataView(bytes.buffer, bytes.byteOffset).getUint32(0, true);
  const profile = JSON.parse(decodeText(bytes.subarray(4, 4 + length))) as Profile;
  let position = 4 + length;
  for (const thread of profile.threads) {
    forEachColumn(thread, (table, name, kind) => {
      const { rows, length: size } = table[name] as PackedColumn;
      const values = decodeColumn(bytes.subarray(position, position + size), kind, rows);
      const base = table[EXCESS[name]] as Numbers | undefined;
      // In whole nanoseconds, as they were subtracted.
      if (base !== undefined) {
        for (let row = 0; row < rows; row++) values[row] = plus(values[row], base[row]);
      }
      table[name] = values;
      position += size;
    });
    const contexts = thread.contexts as unknown as Record<string, Numbers>;
    decodeCallees(contexts.parent, contexts.function as Int32Array, contexts[ADDED]);
    delete contexts[ADDED];
  }
  return profile;
}

function packThread(thread: Thread, columns: Uint8Array[]): Thread {
  const packed = { ...thread };
  const originals = new Map<unknown, Record<string, Numbers>>();
  for (const name of TABLES) {
    packed[name] = { ...thread[name] } as never;
    originals.set(packed[name], thread[name] as unknown as Record<string, Numbers>);
  }
  const { codes, added } = encodeCallees(thread.contexts.parent, thread.contexts.function);
  Object.assign(packed.contexts, { function: codes, [ADDED]: added });
  forEachColumn(packed, (table, name, kind) => {
    const column = table[name] as Numbers;
    const base = originals.get(table)?.[EXCESS[name]];
    const values =
      base === undefined
        ? column
        : Float64Array.from(column, (value, row) => plus(value, -base[row]));
    const encoded = encodeColumn(values, kind);
    columns.push(encoded);
    table[name] = { rows: column.length, length: encoded.length };
  });
  return packed;
}

const NANOSECONDS = 1e6;

/** The sum of two times in whole nanoseconds: that of doubles would stray. */
function plus(a: number, b: number): number {
  return (Math.round(a * NANOSECONDS) + Math.round(b * NANOSECONDS)) / NANOSECONDS;
}

/** Calls back with each column of numbers that the tables of a thread have, always in the same order. */
function forEachColumn(
  thread: Thread,
  visit: (table: Columns, column: string, kind: ColumnKind) => void,
): void {
  for (const name of TABLES) {
    const table = thread[name] as unknown as Columns;
    for (const [column, kind] of columnKinds(name)) {
      if (table[column] !== undefined) visit(table, column, kind);
    }
  }
}

function columnKinds(table: keyof StoredTables): [string, ColumnKind][] {
  const names = table === 'contexts' ? [...KEY_COLUMNS.contexts, ADDED] : KEY_COLUMNS[table];
  const keys = names.map((column): [string, ColumnKind] => [
    column,
    DIFFERENCES.has(`${table}.${column}`) ? 'difference' : 'count',
  ]);
  const figures = storedFigures(table)
    .filter(([, { unit }]) => unit !== 'histogram')
    .map(([column, { unit }]): [string, ColumnKind] => [
      column,
      unit === 'time' ? 'time' : 'count',
    ]);
  // What others are stored as an excess over has to be there before them.
  const isExcess = ([column]: [string, ColumnKind]) => Number(EXCESS[column] !== undefined);
  return [...keys, ...figures.sort((one, other) => isExcess(one) - isExcess(other))];
}
