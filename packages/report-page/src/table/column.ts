import type { ComponentChildren } from 'preact';

/** A column of a table on the page. */
export interface Column<Row> {
  /** In the address, and in CSV. */
  key: string;
  heading: string;
  help?: string;
  isNumeric: boolean;
  /** What rows are sorted by; undefined where there is no such figure, which comes last. */
  value(row: Row): number | string | undefined;
  cell(row: Row): ComponentChildren;
  /** What CSV says; the value unless given. */
  csv?(row: Row): number | string | undefined;
}

/** What is shown in place of a figure that does not exist. */
export const NONE = '–';

export interface Sorting {
  key: string;
  isDescending: boolean;
}

/** `self` for descending, `self.up` for ascending. */
export function parseSorting(text: string | undefined, fallback: Sorting): Sorting {
  if (text === undefined) return fallback;
  return text.endsWith('.up')
    ? { key: text.slice(0, -'.up'.length), isDescending: false }
    : { key: text, isDescending: true };
}

export function formatSorting({ key, isDescending }: Sorting): string {
  return isDescending ? key : `${key}.up`;
}
