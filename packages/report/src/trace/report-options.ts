import type { TextOptions } from '../terminal/text-options.js';

/** What a report of a trace shows. */
export interface TraceReportOptions extends TextOptions {
  /** Rows that a table, and branches that a tree shows at most; 20 unless given. */
  limit?: number;
  /** Paths below it are shown relative to it; the program's working directory unless given. */
  directory?: string;
}
