import { PROFILE_VERSION, type Histogram, type Profile, type Thread } from '../document/profile.js';
import type { Figure } from '../figures/figure.js';
import { STORED_TABLES, storedUnits, type StoredTables } from '../figures/stored-tables.js';
import { packColumn } from './columns.js';
import { toFineNanoseconds, toNanoseconds, withTimes } from './times.js';

/** The text of a file that holds a profile: JSON, as docs/profile-format.md describes it. */
export function writeProfile(profile: Profile): string {
  return JSON.stringify(encodeProfile(profile));
}

/**
 * The profile as it is saved, plain data for JSON: times are whole nanoseconds, and of columns with nothing but zeros, or next to
 * nothing else, the zeros are left out.
 */
export function encodeProfile(profile: Profile): object {
  const inNanoseconds = withTimes(profile, { measured: toNanoseconds, mean: toFineNanoseconds });
  return {
    ...inNanoseconds,
    version: PROFILE_VERSION,
    threads: inNanoseconds.threads.map((thread) => ({
      ...thread,
      ...encodeTables(thread),
    })),
  };
}

/** What a row has in a column, as it is saved. */
const SAVED: Record<Figure['unit'], (value: never) => unknown> = {
  count: (count: number) => count,
  time: toNanoseconds,
  histogram: (histogram: Histogram) => (histogram.counts.length === 0 ? 0 : histogram),
};

function encodeTables(thread: Thread): object {
  const tables = STORED_TABLES.flatMap((name) => {
    const table = thread[name];
    return table === undefined ? [] : [[name, encodeTable(table, name)] as const];
  });
  return Object.fromEntries(tables);
}

function encodeTable(table: object, name: keyof StoredTables): object {
  const units = storedUnits(name);
  const columns = Object.entries<never[]>(table as never);
  return Object.fromEntries(
    columns.map(([column, rows]) => {
      const unit = units.get(column);
      return [column, unit === undefined ? rows : packColumn(rows, SAVED[unit])];
    }),
  );
}
