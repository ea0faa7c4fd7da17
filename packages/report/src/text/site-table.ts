import { siteTable, type SiteRow } from '@coroscope/profile';
import { emphasize } from './emphasis.js';
import { label } from './label.js';
import { heading, place, type ReportContext, type Section } from './section.js';
import { lineDigits, sourceLines } from './source-lines.js';
import { renderTable, type Column } from './table.js';
import { count, duration, quantity, timeScale } from './units.js';

/** Columns that a function's name keeps: here the place says more. */
const shortestName = 8;

/** The places where activations waited, most time first, each with its line of source. */
export function renderSiteTable(context: ReportContext): Section {
  const { profile, theme, limit, minTime, leftOut } = context;
  const { styles, symbols } = theme;
  const all = siteTable(profile)
    .filter(({ kind }) => kind !== 'yield' && kind !== 'yield*')
    .toSorted((a, b) => b.waiting - a.waiting || b.suspended - a.suspended);
  if (all.length === 0) return { lines: [], notes: [], hidden: 0 };
  // A site where something hangs is never too small to show.
  const isShown = (row: SiteRow) =>
    row.live > 0 || (row.waiting >= (minTime ?? 0) && !leftOut.has(row.function));
  const rows = all.filter(isShown).slice(0, limit);
  const unit = timeScale(all[0].waiting, theme).unit;
  const explanation = hasTimes(context) ? `by time waited, in ${unit}` : 'by times waited';

  const table = renderTable(
    rows,
    columns(context, all),
    {
      heading: 'where',
      cell: (row, width) => {
        const where = `${place(row, context)}:${row.column}`;
        return label(row.functionName, where, width, theme, shortestName);
      },
    },
    theme,
  );
  const digits = lineDigits(rows);
  const sources = rows.map(({ line, source }) =>
    sourceLines([{ line, source }], { indent: 4, digits }, theme),
  );
  const hidden = all.length - rows.length;
  return {
    lines: [
      heading('Awaits', explanation, theme),
      table.heading,
      ...table.lines.flatMap((line, index) => [line, ...sources[index]]),
      ...(hidden > 0
        ? [styles.faint(`  ${symbols.ellipsis} ${quantity(hidden, 'more await')}`)]
        : []),
    ],
    notes: [],
    hidden,
  };
}

/** The CPU clock stands still while an activation waits. */
function hasTimes({ profile }: ReportContext): boolean {
  return profile.clock.kind !== 'cpu';
}

function columns(context: ReportContext, all: readonly SiteRow[]): Array<Column<SiteRow>> {
  const { profile, theme } = context;
  const { styles, symbols } = theme;
  const scale = timeScale(all[0].waiting, theme);
  const time = (
    heading: string,
    key: 'mean' | 'p50' | 'p99' | 'longest',
    dropBelow?: number,
  ): Column<SiteRow> => ({
    heading,
    align: 'right',
    dropBelow,
    cell: (row) => {
      const value = row[key];
      return value === undefined ? styles.faint(symbols.none) : duration(value, theme);
    },
  });
  const waited: Column<SiteRow> = {
    heading: 'waited',
    align: 'right',
    cell: ({ waiting }) =>
      emphasize(scale.format(waiting), waiting / profile.elapsed, styles.awaiting, theme),
  };
  const times: Column<SiteRow> = {
    heading: 'times',
    align: 'right',
    cell: ({ suspended }) => count(suspended),
  };
  const hanging: Column<SiteRow> = {
    heading: 'hanging',
    align: 'right',
    cell: ({ live }) =>
      live === 0 ? styles.faint(symbols.none) : styles.warning(styles.strong(count(live))),
  };
  return [
    ...(hasTimes(context) ? [waited] : []),
    times,
    ...(hasTimes(context)
      ? [
          time('mean', 'mean', 30),
          time('p50', 'p50', 18),
          time('p99', 'p99', 31),
          time('longest', 'longest'),
        ]
      : []),
    ...(all.some(({ live }) => live > 0) ? [hanging] : []),
  ];
}
