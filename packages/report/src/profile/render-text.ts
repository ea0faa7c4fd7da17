import {
  compensate,
  functionTable,
  mergeTags,
  onlyTag,
  tagTable,
  totals,
  type Profile,
} from '@coroscope/profile';
import { printable } from '../terminal/printable.js';
import { emptySection, joinSections } from '../terminal/section.js';
import { createTheme } from '../terminal/theme.js';
import { renderAwaitTable } from './await-table.js';
import { renderCallTree } from './call-tree.js';
import { renderDurationsTable } from './durations-table.js';
import { renderFindings } from './findings.js';
import { leftOutFunctions } from './function-filter.js';
import { renderFunctionTable } from './function-table.js';
import { renderHidden } from './hidden.js';
import { limitsOf } from './limits.js';
import { renderNotes } from './notes.js';
import { printableProfile } from './printable-profile.js';
import type { ReportContext } from './report-context.js';
import type { ProfileReportOptions } from './report-options.js';
import { defaultSortKey, parseSortKey } from './sort-key.js';
import { renderProcessTable } from './process-table.js';
import { renderSummary } from './summary.js';
import { renderTagTable } from './tag-table.js';
import { renderThreadTable } from './thread-table.js';
import { renderVerdict } from './verdict.js';

/**
 * Renders the report that a person reads, about a screen unless asked for more: what ran, whose time it
 * was, findings, functions, awaits, call tree.
 *
 * @throws {RangeError} If the sort key is unknown.
 * @throws {ProfileError} If there is no such tag, or if the figures are to be compensated and
 * the profile does not say what its probes cost.
 */
export function renderText(profile: Profile, options: ProfileReportOptions = {}): string {
  const context = reportContext(profile, options);
  const advice = renderFindings(context);
  const head = [renderSummary(context), renderVerdict(context), advice.lines];
  if (options.summary) {
    return joinSections([...head, renderHidden({ findings: advice.hidden }, context)]);
  }
  const processes = renderProcessTable(context);
  const threads = renderThreadTable(context);
  const functions = renderFunctionTable(context);
  const tree = renderCallTree(context);
  const awaits = renderAwaitTable(context);
  const tags = options.tags ? renderTagTable(context) : emptySection;
  const durations = options.durations ? renderDurationsTable(context) : emptySection;
  const sections = [processes, threads, tags, functions, durations, awaits, tree];
  const hidden = {
    processes: processes.hidden,
    threads: threads.hidden,
    functions: Math.max(functions.hidden, durations.hidden),
    branches: tree.hidden,
    awaits: awaits.hidden,
    findings: advice.hidden,
    tags: tags.hidden,
  };
  return joinSections([
    ...head,
    ...sections.map(({ lines }) => lines),
    renderNotes(sections, context),
    renderHidden(hidden, context),
  ]);
}

/**
 * Derives what the sections of a report are made from.
 *
 * @throws {RangeError} If the sort key is unknown.
 * @throws {ProfileError} As `renderText` does.
 */
export function reportContext(profile: Profile, options: ProfileReportOptions): ReportContext {
  const tag = options.tag === undefined ? undefined : printable(options.tag);
  const cut = (whole: Profile) => (tag === undefined ? mergeTags(whole) : onlyTag(whole, tag));
  const measured = printableProfile(profile);
  const counted = options.compensate ? compensate(measured) : measured;
  const shown = cut(counted);
  const rows = functionTable(shown);
  return {
    profile: shown,
    totals: totals(shown, rows),
    functions: rows,
    rawFunctions:
      options.compensate && options.raw
        ? new Map(functionTable(cut(measured)).map((row) => [row.function, row]))
        : undefined,
    tags: tagTable(counted),
    tag,
    theme: createTheme(options),
    sort: parseSortKey(options.sort ?? defaultSortKey(profile.clock.kind)),
    limits: limitsOf(options),
    isFull: options.full ?? false,
    ignoreFindings: options.ignoreFindings ?? [],
    minTime: options.minTime,
    minCalls: options.minCalls,
    leftOut: leftOutFunctions(rows, options),
    directory: options.directory,
  };
}
