import {
  compensate,
  functionTable,
  mergeTags,
  onlyTag,
  tagTable,
  totals,
  type Profile,
} from '@coroscope/profile';
import { leftOutFunctions, type FunctionFilter } from '../function-filter.js';
import { parseSortKey, type SortKey } from '../sort-key.js';
import { renderFunctionTable } from './function-table.js';
import { renderCallTree } from './call-tree.js';
import { renderFindings } from './findings.js';
import { renderFootnotes } from './footnotes.js';
import { printable, printableProfile } from './printable-profile.js';
import { renderLifeTable } from './life-table.js';
import { noSection, type ReportContext } from './section.js';
import { renderSiteTable } from './site-table.js';
import { renderSummary } from './summary.js';
import { renderTagTable } from './tag-table.js';
import { createTheme } from './theme.js';

export interface TextReportOptions extends FunctionFilter {
  /** What the function table is sorted by; `total` unless given. */
  sort?: SortKey;
  /** Rows that a section shows at most; 20 unless given. */
  limit?: number;
  /** Milliseconds: functions, branches and awaits with less are left out; unless given, only branches below 1 % of a large tree are. */
  minTime?: number;
  color: boolean;
  /** Box-drawing and other characters beyond ASCII. */
  unicode: boolean;
  /** Columns of the terminal, of which at most 120 are used; 100 unless given. */
  width?: number;
  /** Paths below it are shown relative to it; the program's working directory unless given. */
  directory?: string;
  /** Shows only what ran under this tag; all together unless given. */
  tag?: string;
  /** Adds a table of the tags. */
  tags?: boolean;
  /** Adds a table of how long activations lived. */
  lives?: boolean;
  /** Takes off what the profiler's own probes cost. */
  compensate?: boolean;
  /** Shows the figures as measured beside the compensated ones. */
  raw?: boolean;
}

/**
 * The report that a person reads: summary, functions, call tree, awaits, findings.
 *
 * @throws {RangeError} If the sort key is unknown.
 * @throws {ProfileError} If there is no such tag, or it is to be compensated and does not say what
 * the probes cost.
 */
export function renderText(profile: Profile, options: TextReportOptions): string {
  const { tag } = options;
  const cut = (whole: Profile) =>
    tag === undefined ? mergeTags(whole) : onlyTag(whole, printable(tag));
  const measured = printableProfile(profile);
  const counted = options.compensate ? compensate(measured) : measured;
  const shown = cut(counted);
  const rows = functionTable(shown);
  const context: ReportContext = {
    profile: shown,
    totals: totals(shown),
    functions: rows,
    rawFunctions:
      options.compensate && options.raw
        ? new Map(functionTable(cut(measured)).map((row) => [row.function, row]))
        : undefined,
    tags: tagTable(counted),
    tag,
    theme: createTheme(options),
    sort: parseSortKey(options.sort ?? 'total'),
    limit: options.limit ?? 20,
    minTime: options.minTime,
    minCalls: options.minCalls,
    leftOut: leftOutFunctions(rows, options),
    directory: options.directory,
  };
  const functions = renderFunctionTable(context);
  const tree = renderCallTree(context);
  const awaits = renderSiteTable(context);
  const advice = renderFindings(context);
  const tagged = options.tags ? renderTagTable(context) : noSection;
  const lives = options.lives ? renderLifeTable(context) : noSection;
  const sections = [tagged, functions, lives, tree, awaits, advice];
  const hidden = {
    functions: Math.max(functions.hidden, lives.hidden),
    branches: tree.hidden,
    awaits: awaits.hidden,
    findings: advice.hidden,
    tags: tagged.hidden,
  };
  return `${[
    renderSummary(context),
    ...sections.map(({ lines }) => lines),
    renderFootnotes(hidden, sections, context),
  ]
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n')}\n`;
}
