import { threadTable } from '@coroscope/profile';
import { largest } from '../terminal/largest.js';
import { emptySection, heading, hiddenRows, type Section } from '../terminal/section.js';
import { shorten } from '../terminal/shorten.js';
import { renderTable } from '../terminal/table.js';
import { timeScale } from '../terminal/units.js';
import { threadColumns } from './columns/thread-columns.js';
import type { ReportContext } from './report-context.js';

/**
 * Renders what the time of each thread went to, in the order in which they started; nothing for a single one, which
 * the summary is about, or under a tag, whose time is no thread's.
 */
export function renderThreadTable(context: ReportContext): Section {
  const { profile, theme, limits, tag } = context;
  const all = threadTable(profile);
  if (all.length < 2 || tag !== undefined) return emptySection;
  const rows = all.slice(0, limits.threads);
  const scale = timeScale(
    largest(rows, ({ elapsed }) => elapsed),
    theme,
  );
  const table = renderTable(
    rows,
    threadColumns(context, scale, rows),
    {
      heading: 'thread',
      cell: ({ name }, width) => shorten(name, width, 'middle', theme.symbols.ellipsis),
    },
    theme,
  );
  const hidden = all.length - rows.length;
  return {
    lines: [
      heading('Threads', `in ${scale.unit} where no unit is given`, theme),
      table.heading,
      ...table.lines,
      ...hiddenRows(hidden, 'thread', theme),
    ],
    notes: [],
    hidden,
  };
}
