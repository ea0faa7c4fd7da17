import type { ClockKind, FunctionRow } from '@coroscope/profile';
import {
  ACTIVATION_FIGURES,
  figureNames,
  type FunctionFigureName,
} from '@coroscope/profile/figures';

/** A figure that the function table can be sorted by, or the name. */
export type SortKey = SortedFigure | 'name';

/** A figure of functions that is a number. */
export type SortedFigure = Exclude<FunctionFigureName, 'life'>;

export const SORT_KEYS: readonly SortKey[] = [
  ...figureNames(ACTIVATION_FIGURES, 'function').filter(isNumber),
  'name',
];

function isNumber(name: FunctionFigureName): name is SortedFigure {
  return ACTIVATION_FIGURES[name].unit !== 'histogram';
}

/** What a function table is sorted by unless asked otherwise: what compares with the elapsed time. */
export function defaultSortKey(clock: ClockKind): SortKey {
  return clock === 'cpu' ? 'total' : 'span';
}

/** @throws {RangeError} If there is no such key; the message lists those that there are. */
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
