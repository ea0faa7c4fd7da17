import type { FindingId } from '@coroscope/profile';
import type { TextOptions } from '../terminal/text-options.js';
import type { FunctionFilter } from './function-filter.js';
import type { SortKey } from './sort-key.js';

/** What a report of a profile shows, whatever its format; each format reads what applies to it. */
export interface ProfileReportOptions extends FunctionFilter, TextOptions {
  /**
   * What the function table is sorted by; unless given, `span`, which compares with the elapsed time, or
   * `total` under the CPU clock.
   */
  sort?: SortKey;
  /** Rows that a section shows at most; about a screen for all of them unless given. */
  limit?: number;
  /** Shows everything: all rows, all findings in full, the source of awaits, all notes. */
  full?: boolean;
  /** Shows nothing but what ran, the verdict and the findings. */
  summary?: boolean;
  /** Kinds of findings that are left out. */
  ignoreFindings?: readonly FindingId[];
  /**
   * Milliseconds: functions, branches and awaits with less are left out. Unless given, only branches
   * below 1 % of a large tree are.
   */
  minTime?: number;
  /** Paths below it are shown relative to it; the program's working directory unless given. */
  directory?: string;
  /** Shows only what ran under this tag; all together unless given. */
  tag?: string;
  /** Adds a table of the tags. */
  tags?: boolean;
  /** Adds a table of how long activations took. */
  durations?: boolean;
  /** Subtracts what the profiler's own probes cost. */
  compensate?: boolean;
  /** Shows the figures as measured beside the compensated ones. */
  raw?: boolean;
  /** Takes a sentence on what a page in a file is too large to hold. */
  onLeftOut?: (sentence: string) => void;
}
