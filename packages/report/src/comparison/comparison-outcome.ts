import type { ComparedTree, Comparison } from '@coroscope/profile';
import type { TextOptions } from '../terminal/text-options.js';

/** A comparison, and what its sides are called. */
export interface ComparisonOutcome {
  comparison: Comparison;
  /** Such as the names of files. */
  base: string;
  head: string;
  /** Both call trees as one, for formats that draw it; a page without it has no flame graph. */
  tree?: ComparedTree;
}

/** How a comparison is reported; each format reads what applies to it. */
export interface ComparisonReportOptions extends TextOptions {
  /** Rows that a table shows at most; 20 unless given. */
  limit?: number;
  /** Shows all rows. */
  full?: boolean;
  /** Takes a sentence on what a page in a file is too large to hold. */
  onLeftOut?: (sentence: string) => void;
}

/** Rows that a table shows at most, unless asked for more. */
const ROWS = 20;

export function rowLimit({ limit, full }: ComparisonReportOptions): number {
  return limit ?? (full ? Infinity : ROWS);
}
