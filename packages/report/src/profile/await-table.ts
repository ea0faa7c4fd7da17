import { siteTable, type SiteRow } from '@coroscope/profile';
import { label } from '../terminal/label.js';
import { emptySection, heading, hiddenRows, type Section } from '../terminal/section.js';
import { lineDigits, sourceLines } from '../terminal/source-lines.js';
import { renderTable } from '../terminal/table.js';
import { timeScale } from '../terminal/units.js';
import { awaitColumns, hasWaitingTimes } from './columns/await-columns.js';
import { location, type ReportContext } from './report-context.js';

/** Columns that a function's name keeps: here the location says more. */
const shortestName = 8;

/** Renders the sites at which activations waited, most time first; in full with their lines of source. */
export function renderAwaitTable(context: ReportContext): Section {
  const { profile, theme, limits, isFull, minTime, leftOut } = context;
  const all = siteTable(profile)
    .filter(({ kind }) => kind !== 'yield' && kind !== 'yield*')
    .toSorted((a, b) => b.waiting - a.waiting || b.suspended - a.suspended);
  if (all.length === 0) return emptySection;
  // A site where something hangs is never too small to show.
  const isShown = (row: SiteRow) =>
    row.live > 0 || (row.waiting >= (minTime ?? 0) && !leftOut.has(row.function));
  const rows = all.filter(isShown).slice(0, limits.awaits);
  const scale = timeScale(all[0].waiting, theme);
  const explanation = hasWaitingTimes(context)
    ? `by time waited, in ${scale.unit}`
    : 'by times waited';

  const table = renderTable(
    rows,
    awaitColumns(context, scale, rows),
    {
      heading: 'where',
      cell: (row, width) => {
        const where = `${location(row, context)}:${row.column}`;
        return label(row.functionName, where, width, theme, shortestName);
      },
    },
    theme,
  );
  const digits = lineDigits(rows);
  const sources = rows.map(({ line, source }) =>
    isFull ? sourceLines([{ line, source }], { indent: 4, digits }, theme) : [],
  );
  const hidden = all.length - rows.length;
  return {
    lines: [
      heading('Awaits', explanation, theme),
      table.heading,
      ...table.lines.flatMap((line, index) => [line, ...sources[index]]),
      ...hiddenRows(hidden, 'await', theme),
    ],
    notes: [],
    hidden,
  };
}
