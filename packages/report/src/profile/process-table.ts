import { processTable } from '@coroscope/profile';
import { largest } from '../terminal/largest.js';
import { emptySection, heading, hiddenRows, type Section } from '../terminal/section.js';
import { shorten } from '../terminal/shorten.js';
import { renderTable } from '../terminal/table.js';
import { timeScale } from '../terminal/units.js';
import { processColumns, processCommand } from './columns/process-columns.js';
import type { ReportContext } from './report-context.js';

/** Renders the processes of a run, in the order in which they started; nothing if there is one. */
export function renderProcessTable(context: ReportContext): Section {
  const { profile, theme, limits, tag } = context;
  const all = processTable(profile);
  if (all.length < 2 || tag !== undefined) return emptySection;
  const rows = all.slice(0, limits.processes);
  const scale = timeScale(
    largest(rows, ({ elapsed }) => elapsed),
    theme,
  );
  const table = renderTable(
    rows,
    processColumns(context, scale, rows),
    {
      heading: 'command',
      cell: (row, width) =>
        shorten(processCommand(row, context), width, 'end', theme.symbols.ellipsis),
    },
    theme,
  );
  const hidden = all.length - rows.length;
  return {
    lines: [
      heading('Processes', `in ${scale.unit} where no unit is given`, theme),
      table.heading,
      ...table.lines,
      ...hiddenRows(hidden, 'process', theme, '', 'processes'),
    ],
    notes: [],
    hidden,
  };
}
