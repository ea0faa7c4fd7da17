import { histogramCount, type FunctionRow } from '@coroscope/profile';
import { label } from './label.js';
import { heading, noSection, place, type ReportContext, type Section } from './section.js';
import { renderTable, type Column } from './table.js';
import { count, duration, quantity } from './units.js';

/** How long activations of async functions and generators lived, the longest first. */
export function renderLifeTable(context: ReportContext): Section {
  const { functions, theme, limit, leftOut } = context;
  const { styles, symbols } = theme;
  const all = functions
    .filter(({ longest }) => longest !== undefined)
    .toSorted((a, b) => b.longest! - a.longest!);
  if (all.length === 0) return noSection;
  const rows = all.filter((row) => !leftOut.has(row.function)).slice(0, limit);
  const time = (key: 'p50' | 'p90' | 'p99' | 'longest'): Column<FunctionRow> => ({
    heading: key,
    align: 'right',
    cell: (row) => duration(row[key]!, theme),
  });
  const ended: Column<FunctionRow> = {
    heading: 'ended',
    align: 'right',
    cell: ({ life }) => count(histogramCount(life)),
  };
  const table = renderTable(
    rows,
    [ended, time('p50'), time('p90'), time('p99'), time('longest')],
    {
      heading: 'function',
      cell: (row, width) => label(row.name, place(row, context), width, theme),
    },
    theme,
  );
  const hidden = all.length - rows.length;
  return {
    lines: [
      heading('Lives', 'from entry to real exit, pauses included', theme),
      table.heading,
      ...table.lines,
      ...(hidden > 0
        ? [styles.faint(`  ${symbols.ellipsis} ${quantity(hidden, 'more function')}`)]
        : []),
    ],
    notes: [],
    hidden,
  };
}
