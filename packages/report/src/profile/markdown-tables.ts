import { processTable, threadTable } from '@coroscope/profile';
import { largest } from '../terminal/largest.js';
import { escapeMarkdown, markdownCode, markdownTable } from '../terminal/markdown.js';
import type { Column } from '../terminal/table.js';
import { quantity, timeScale, type TimeScale } from '../terminal/units.js';
import { processColumns, processCommand } from './columns/process-columns.js';
import { threadColumns } from './columns/thread-columns.js';
import type { ReportContext } from './report-context.js';

/** What a table of the report shows, as Markdown needs it. */
interface Shown<Row> {
  title: string;
  rows: readonly Row[];
  limit: number;
  noun: [singular: string, plural: string];
  columns(context: ReportContext, scale: TimeScale, rows: readonly Row[]): Column<Row>[];
  label: { heading: string; text(row: Row): string };
}

/** The tables of processes and of threads, each if there are several, as the report has them: blocks of Markdown. */
export function renderMarkdownTables(context: ReportContext): string[] {
  const { profile, limits, tag } = context;
  // A thread's time belongs to no tag.
  if (tag !== undefined) return [];
  return [
    ...table(context, {
      title: 'Processes',
      rows: processTable(profile),
      limit: limits.processes,
      noun: ['process', 'processes'],
      columns: processColumns,
      label: { heading: 'command', text: (row) => processCommand(row, context) },
    }),
    ...table(context, {
      title: 'Threads',
      rows: threadTable(profile),
      limit: limits.threads,
      noun: ['thread', 'threads'],
      columns: threadColumns,
      label: { heading: 'thread', text: ({ name }) => name },
    }),
  ];
}

function table<Row extends { elapsed: number }>(
  context: ReportContext,
  { title, rows: all, limit, noun: [singular, plural], columns: columnsOf, label }: Shown<Row>,
): string[] {
  if (all.length < 2) return [];
  const rows = all.slice(0, limit);
  const scale = timeScale(
    largest(rows, ({ elapsed }) => elapsed),
    context.theme,
  );
  // A bar has no heading.
  const columns = columnsOf(context, scale, rows).filter(({ heading }) => heading !== '');
  const cells = rows.map((row) => [
    ...columns.map(({ cell }) => escapeMarkdown(cell(row))),
    markdownCode(label.text(row)),
  ]);
  const hidden = all.length - rows.length;
  return [
    `**${title}**, in ${scale.unit} where no unit is given`,
    markdownTable([...columns, { heading: label.heading, align: 'left' }], cells),
    ...(hidden > 0 ? [`… ${quantity(hidden, `more ${singular}`, `more ${plural}`)}`] : []),
  ];
}
