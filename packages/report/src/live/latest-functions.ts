import type { FunctionRow } from '@coroscope/profile';
import { location, type ReportContext } from '../profile/report-context.js';
import { label } from '../terminal/label.js';
import { heading, hiddenRows } from '../terminal/section.js';
import { renderTable, type Column } from '../terminal/table.js';
import { count, duration } from '../terminal/units.js';

/** A function: since the look before, if it was alive then, and in all. */
interface Row {
  all: FunctionRow;
  latest: FunctionRow | undefined;
}

/** Renders the functions, those first that took most of the time since the look before. */
export function renderLatestFunctions(
  all: ReportContext,
  latest: ReportContext | undefined,
  limit: number,
): string[] {
  const { theme, profile } = all;
  const known = new Map(latest?.functions.map((row) => [keyOf(row), row]));
  const sorted = all.functions
    .map((row): Row => ({ all: row, latest: known.get(keyOf(row)) }))
    .sort((a, b) => timeOf(b.latest) - timeOf(a.latest) || timeOf(b.all) - timeOf(a.all));
  if (sorted.length === 0) return ['  No instrumented function has run.'];
  const rows = sorted.slice(0, limit);
  const none = theme.styles.faint(theme.symbols.none);
  const column = (
    title: string,
    of: 'all' | 'latest',
    cell: (row: FunctionRow) => string,
  ): Column<Row> => ({
    heading: title,
    align: 'right',
    cell: ({ [of]: row }) => (row === undefined ? none : cell(row)),
  });
  const time = (value: number) => (value > 0 ? duration(value, theme) : theme.styles.faint('0'));
  const isCpu = profile.clock.kind === 'cpu';
  const figures = (of: 'all' | 'latest', suffix: string) => [
    column(`calls${suffix}`, of, ({ calls }) => count(calls)),
    column(`self${suffix}`, of, ({ self }) => time(self)),
    ...(isCpu ? [] : [column(`external${suffix}`, of, ({ external }) => time(external))]),
  ];
  const table = renderTable(
    rows,
    [
      ...(latest === undefined ? [] : figures('latest', '')),
      ...figures('all', latest === undefined ? '' : ' in all'),
      column('live', 'all', ({ live }) => (live > 0 ? count(live) : none)),
    ],
    {
      heading: 'function',
      cell: ({ all: row }, width) => label(row.name, location(row, all), width, theme),
    },
    theme,
  );
  const explanation =
    latest === undefined ? 'in all' : `in the last ${duration(latest.profile.elapsed, theme)}`;
  return [
    heading('Functions', explanation, theme),
    table.heading,
    ...table.lines,
    ...hiddenRows(sorted.length - rows.length, 'function', theme),
  ];
}

function timeOf(row: FunctionRow | undefined): number {
  return row === undefined ? 0 : row.self + row.external;
}

/** What tells a function from others in two documents of one program. */
function keyOf({ file, line, column, name, kind }: FunctionRow): string {
  return JSON.stringify([file, line, column, name, kind]);
}
