import type { Histogram, Profile, Thread } from '../document/profile.js';
import type { BrokenReference } from '../document/references.js';
import type { Figure } from '../figures/figure.js';
import {
  KEY_COLUMNS,
  STORED_TABLES,
  storedUnits,
  type StoredTables,
} from '../figures/stored-tables.js';
import { unpackColumn, type ConstantColumns, type SavedColumn } from './columns.js';
import { toMilliseconds, withTimes } from './times.js';

/** What a row has in a column, from what was saved; undefined if that is the same. */
type Restored = Record<Figure['unit'], ((value: never) => unknown) | undefined>;

const EMPTY: Histogram = { first: 0, counts: [] };

const RESTORED: Restored = {
  count: undefined,
  time: toMilliseconds,
  histogram: (histogram: Histogram | 0) => (histogram === 0 ? EMPTY : histogram),
};
/** Before version 3, times were milliseconds. */
const RESTORED_EARLIER: Restored = { ...RESTORED, time: undefined };

/**
 * The profile of a document that accords with the schema.
 *
 * @param version Of the document: its times are milliseconds before version 3.
 * @param fail Called with the first column that does not fit its table.
 */
export function decodeProfile(
  document: object,
  version: number,
  fail: (flaw: BrokenReference) => never,
): Profile {
  const isInMilliseconds = version < 3;
  const restored = isInMilliseconds ? RESTORED_EARLIER : RESTORED;
  const saved = document as Profile;
  const constants: ConstantColumns = new Map();
  const threads = saved.threads.map((thread, i): Thread => {
    const tables = STORED_TABLES.flatMap((name) => {
      if (thread[name] === undefined) return [];
      const failInTable = (column: string, problem: string) =>
        fail({ path: `$.threads[${i}].${name}.${column}`, problem });
      return [
        [name, decodeTable(thread[name], name, { restored, constants }, failInTable)] as const,
      ];
    });
    return { ...thread, ...(Object.fromEntries(tables) as Partial<Thread>) };
  });
  const decoded: Profile = { ...saved, version: 2, threads };
  return isInMilliseconds
    ? decoded
    : withTimes(decoded, { measured: toMilliseconds, mean: toMilliseconds });
}

function decodeTable(
  saved: object,
  name: keyof StoredTables,
  { restored, constants }: { restored: Restored; constants: ConstantColumns },
  fail: (column: string, problem: string) => never,
): object {
  const units = storedUnits(name);
  const table: Record<string, SavedColumn<never>> = { ...saved } as never;
  const { length } = table[KEY_COLUMNS[name][0]] as unknown[];
  return Object.fromEntries(
    Object.entries(table).map(([column, rows]) => {
      const unit = units.get(column);
      if (unit === undefined) return [column, rows];
      const restore = restored[unit] as ((value: unknown) => unknown) | undefined;
      const unpacked = unpackColumn(rows, length, constants, restore);
      return unpacked === undefined
        ? fail(column, `names other rows than the ${length} of its table, or not in order`)
        : [column, unpacked];
    }),
  );
}
