import type { Profile } from '@coroscope/profile';
import { parseSortKey, type SortKey } from '../sort-key.js';
import { renderFunctionTable } from './function-table.js';
import type { ReportContext } from './section.js';
import { renderSiteTable } from './site-table.js';
import { renderSummary } from './summary.js';
import { createTheme } from './theme.js';

export interface TextReportOptions {
  /** What the function table is sorted by; `total` unless given. */
  sort?: SortKey;
  /** Rows that a section shows at most; 20 unless given. */
  limit?: number;
  /** Milliseconds: functions, branches and awaits with less are hidden; 0 unless given. */
  min?: number;
  color: boolean;
  /** Box-drawing and other characters beyond ASCII. */
  unicode: boolean;
  /** Columns of the terminal, of which at most 120 are used; 100 unless given. */
  width?: number;
  /** Paths below it are shown relative to it; the program's working directory unless given. */
  directory?: string;
}

/**
 * The report that a person reads: summary, functions, call tree, awaits, findings.
 *
 * @throws {RangeError} If the sort key is unknown.
 */
export function renderText(profile: Profile, options: TextReportOptions): string {
  const context: ReportContext = {
    profile,
    theme: createTheme(options),
    sort: parseSortKey(options.sort ?? 'total'),
    limit: options.limit ?? 20,
    min: options.min ?? 0,
    directory: options.directory,
  };
  const sections = [renderFunctionTable(context), renderSiteTable(context)];
  const parts = [renderSummary(context), ...sections.map(({ lines }) => lines)];
  return `${parts
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n')}\n`;
}
