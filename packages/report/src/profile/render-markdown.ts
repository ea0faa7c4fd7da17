import { findings, verdict, type Profile, type WordedFinding } from '@coroscope/profile';
import { escapeMarkdown } from '../terminal/markdown.js';
import { duration, quantity } from '../terminal/units.js';
import { findingSources } from './finding-sources.js';
import { renderMarkdownTables } from './markdown-tables.js';
import { reportContext } from './render-text.js';
import { location, shownPath, type ReportContext } from './report-context.js';
import type { ProfileReportOptions } from './report-options.js';

/** Lines of source that a finding shows at most. */
const MOST_SOURCES = 4;

/**
 * Renders what ran, whose time it was, the findings, and the processes and threads if there are several, as Markdown.
 *
 * @throws {RangeError | ProfileError} As `renderText` does.
 */
export function renderMarkdown(profile: Profile, options: ProfileReportOptions = {}): string {
  const context = reportContext(profile, { ...options, color: false, unicode: true });
  const { profile: shown, theme, limits, ignoreFindings } = context;
  const wording = {
    time: (milliseconds: number) => duration(milliseconds, theme),
    location: (file: string, line: number) => location({ file, line }, context),
  };
  const all = findings(shown, { wording, ignore: ignoreFindings });
  const hidden = all.length - limits.findings;
  const blocks = [
    title(context),
    escapeMarkdown(verdict(shown, wording).text),
    ...(all.length === 0 ? ['Nothing stands out.'] : []),
    ...all.slice(0, limits.findings).map((finding, i) => item(finding, i + 1, shown)),
    ...(hidden > 0 ? [`… ${quantity(hidden, 'more finding')}`] : []),
    ...renderMarkdownTables(context),
  ];
  return `${blocks.join('\n\n')}\n`;
}

function title(context: ReportContext): string {
  const { profile, totals, theme } = context;
  const [script = '', ...rest] = profile.program?.arguments ?? [];
  const command = ['coroscope', shownPath(script, context), ...rest].join(' ').trimEnd();
  const counts = [
    `${duration(totals.elapsed, theme)} elapsed`,
    `${quantity(totals.calls, 'call')} of ${quantity(totals.functions, 'function')}`,
    totals.unsettled === 0 ? 'all settled' : `${totals.unsettled} never settled`,
  ];
  return `### ${escapeMarkdown(command)}\n\n${counts.join(' · ')}`;
}

function item(finding: WordedFinding, number: number, profile: Profile): string {
  const sources = findingSources(finding, profile)
    .slice(0, MOST_SOURCES)
    .flatMap(({ line, source }) => (source === undefined ? [] : [`${line} │ ${source}`]));
  const indent = ' '.repeat(`${number}. `.length);
  const text = `${number}. ${escapeMarkdown(finding.text)} (\`${finding.kind}\`)`;
  if (sources.length === 0) return text;
  // Indented code needs no fence, which a line of source could end.
  return `${text}\n\n${sources.map((line) => `${indent}    ${line}`).join('\n')}`;
}
