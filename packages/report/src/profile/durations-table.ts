import { label } from '../terminal/label.js';
import { emptySection, heading, hiddenRows, type Section } from '../terminal/section.js';
import { renderTable } from '../terminal/table.js';
import { durationColumns } from './columns/duration-columns.js';
import { location, type ReportContext } from './report-context.js';

/** Renders how long activations of async functions and generators took, the longest first. */
export function renderDurationsTable(context: ReportContext): Section {
  const { functions, theme, limits, leftOut } = context;
  const all = functions
    .filter(({ longest }) => longest !== undefined)
    .toSorted((a, b) => b.longest! - a.longest!);
  if (all.length === 0) return emptySection;
  const rows = all.filter((row) => !leftOut.has(row.function)).slice(0, limits.functions);
  const table = renderTable(
    rows,
    durationColumns(theme),
    {
      heading: 'function',
      cell: (row, width) => label(row.name, location(row, context), width, theme),
    },
    theme,
  );
  const hidden = all.length - rows.length;
  return {
    lines: [
      heading('Durations', 'from entry to real exit, pauses included', theme),
      table.heading,
      ...table.lines,
      ...hiddenRows(hidden, 'function', theme),
    ],
    notes: [],
    hidden,
  };
}
