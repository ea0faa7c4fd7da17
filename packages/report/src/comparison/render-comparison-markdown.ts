import type { Comparison, Difference } from '@coroscope/profile';
import {
  escapeMarkdown,
  markdownCode,
  markdownTable,
  type MarkdownColumn,
} from '../terminal/markdown.js';
import { createTheme, type Theme } from '../terminal/theme.js';
import { quantity } from '../terminal/units.js';
import {
  rowLimit,
  type ComparisonOutcome,
  type ComparisonReportOptions,
} from './comparison-outcome.js';
import { exactCountChanges, varyingCountChanges, type CountChange } from './count-changes.js';
import { countFormat, pValue, relativeChange, signed, spread, timeFormat } from './figures.js';
import { printableOutcome } from './printable-outcome.js';
import { timeChanges, type TimeChange } from './time-changes.js';
import { caveatTexts, conclusion, runsText, timeNotes } from './wording.js';

/** Renders a comparison as Markdown, for the comments of a pull request. */
export function renderComparisonMarkdown(
  outcome: ComparisonOutcome,
  options: ComparisonReportOptions = {},
): string {
  const { comparison, base, head } = printableOutcome(outcome);
  const theme = createTheme({ unicode: true });
  const limit = rowLimit(options);
  const exact = exactCountChanges(comparison);
  const { elapsed } = comparison.times;
  const blocks = [
    `### ${markdownCode(base)} → ${markdownCode(head)}`,
    [
      ...(elapsed === undefined ? [] : [`${sides(elapsed, theme)} elapsed${verdictOf(elapsed)}`]),
      `${comparison.clock} clock`,
      runsText(comparison),
    ].join(' · '),
    escapeMarkdown(conclusion(comparison, exact.length)),
    ...caveatTexts(comparison).map((text) => `**${escapeMarkdown(text)}**`),
    ...countTable('Counts', exact, limit),
    ...countTable('Counts that vary', varyingCountChanges(comparison), limit),
    ...timeTable(comparison, limit, theme),
    ...comparison.moved.map(
      (file) => `${markdownCode(file.base)} has moved to ${markdownCode(file.head)}.`,
    ),
  ];
  return `${blocks.join('\n\n')}\n`;
}

function countTable(title: string, changes: readonly CountChange[], limit: number): string[] {
  if (changes.length === 0) return [];
  const rows = changes
    .slice(0, limit)
    .map(({ figure, difference, ...place }) => [
      figure + (difference === undefined ? '' : verdictOf(difference)),
      difference === undefined ? '' : countFormat(difference.base.median),
      difference === undefined ? '' : countFormat(difference.head.median),
      difference === undefined ? '' : signed(difference.change, countFormat),
      functionCell(place),
    ]);
  return [
    `**${title}**`,
    table(['', 'base', 'head', 'change', 'function'], rows),
    ...hidden(changes.length - limit, 'change'),
  ];
}

function timeTable(comparison: Comparison, limit: number, theme: Theme): string[] {
  const changes = timeChanges(comparison);
  if (changes.length === 0) return [];
  const time = timeFormat(theme);
  const rows = changes
    .slice(0, limit)
    .map(({ fn, ...place }: TimeChange) => [
      fn.timing === undefined ? verdictOf(fn.time).replace(/^, /, '') : 'not judged',
      side(fn.time.base, theme),
      side(fn.time.head, theme),
      [signed(fn.time.change, time), relativeChange(fn.time)].filter(Boolean).join(', '),
      signed(fn.split.calledMore, time),
      signed(fn.split.eachSlower, time),
      signed(fn.exclusive.change, time),
      functionCell(place),
    ]);
  const headings = [
    '',
    'base',
    'head',
    'change',
    'called more',
    'each slower',
    'exclusive',
    'function',
  ];
  return [
    `**Times**, by ${comparison.by}`,
    table(headings, rows),
    ...hidden(changes.length - limit, 'function'),
    escapeMarkdown(timeNotes(comparison).join(' ')),
  ];
}

/** `, worse (p 0.012)`. */
function verdictOf({ verdict, p, adjusted }: Difference): string {
  if (verdict === undefined) return p === undefined ? '' : `, p ${escapeMarkdown(pValue(p))}`;
  const how = verdict === 'same' ? '\\~' : `**${verdict}**`;
  return `, ${how}${adjusted === undefined ? '' : ` (p ${escapeMarkdown(pValue(adjusted))})`}`;
}

function sides(difference: Difference, theme: Theme): string {
  const change = relativeChange(difference);
  const both = `${side(difference.base, theme)} → ${side(difference.head, theme)}`;
  return change === '' ? both : `${both} (${change})`;
}

function side(sample: Difference['base'], theme: Theme): string {
  return [timeFormat(theme)(sample.median), spread(sample, theme)].join(' ').trimEnd();
}

function functionCell({ name, location }: { name: string; location: string }): string {
  return `${markdownCode(name)} ${markdownCode(location)}`;
}

function table(headings: readonly string[], rows: readonly string[][]): string {
  const columns = headings.map((heading): MarkdownColumn => ({
    heading,
    align: heading === '' || heading === 'function' ? 'left' : 'right',
  }));
  return markdownTable(columns, rows);
}

function hidden(rows: number, noun: string): string[] {
  return rows > 0 ? [`… ${quantity(rows, `more ${noun}`)}`] : [];
}
