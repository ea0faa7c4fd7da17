import type { FunctionRow } from '@coroscope/profile';

/** What the function table can be sorted by: its figures, and the name. */
export const SORT_KEYS = [
  'total',
  'onStack',
  'self',
  'awaiting',
  'paused',
  'external',
  'average',
  'calls',
  'outermostCalls',
  'suspensions',
  'span',
  'peak',
  'live',
  'name',
] as const satisfies ReadonlyArray<keyof FunctionRow>;

export type SortKey = (typeof SORT_KEYS)[number];

/** @throws {RangeError} If there is no such key; the message lists those there are. */
export function parseSortKey(text: string): SortKey {
  const key = SORT_KEYS.find((candidate) => candidate === text);
  if (key === undefined) {
    throw new RangeError(`There is no sort key "${text}". Choose one of: ${SORT_KEYS.join(', ')}.`);
  }
  return key;
}

/** Sorts largest first, names from A to Z; equal rows by total, then by name. */
export function sortFunctions(rows: readonly FunctionRow[], key: SortKey): FunctionRow[] {
  const byName = (a: FunctionRow, b: FunctionRow) => a.name.localeCompare(b.name, 'en');
  if (key === 'name') return rows.toSorted((a, b) => byName(a, b) || b.total - a.total);
  return rows.toSorted(
    (a, b) => (b[key] ?? 0) - (a[key] ?? 0) || b.total - a.total || byName(a, b),
  );
}
