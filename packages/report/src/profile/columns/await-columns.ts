import type { SiteRow } from '@coroscope/profile';
import { SITE_FIGURES } from '@coroscope/profile/figures';
import type { Column } from '../../terminal/table.js';
import { columnFormat, count, duration, type TimeScale } from '../../terminal/units.js';
import type { ReportContext } from '../report-context.js';
import { timeText } from './time-text.js';

/** The columns of the table of awaits. */
export function awaitColumns(
  context: ReportContext,
  scale: TimeScale,
  rows: readonly SiteRow[],
): Array<Column<SiteRow>> {
  const { theme } = context;
  const { styles, symbols } = theme;
  const time = (
    key: 'mean' | 'ongoing' | 'p50' | 'p99' | 'longest',
    dropBelow?: number,
  ): Column<SiteRow> => ({
    heading: SITE_FIGURES[key].heading,
    align: 'right',
    dropBelow,
    cell: (row) => {
      const value = row[key];
      return value === undefined ? styles.faint(symbols.none) : duration(value, theme);
    },
  });
  const sum = (key: 'waiting' | 'outside' | 'contended', dropBelow?: number): Column<SiteRow> => {
    const format = columnFormat(
      rows.map((row) => row[key] ?? 0),
      scale,
      theme,
    );
    return {
      heading: SITE_FIGURES[key].heading,
      align: 'right',
      dropBelow,
      cell: (row) => {
        const value = row[key];
        return value === undefined
          ? styles.faint(symbols.none)
          : timeText(key, value, format, context);
      },
    };
  };
  const times: Column<SiteRow> = {
    heading: SITE_FIGURES.suspended.heading,
    align: 'right',
    cell: ({ suspended }) => count(suspended),
  };
  const hanging: Column<SiteRow> = {
    heading: SITE_FIGURES.live.heading,
    align: 'right',
    cell: ({ live }) =>
      live === 0 ? styles.faint(symbols.none) : styles.warning(styles.strong(count(live))),
  };
  const collected: Column<SiteRow> = {
    heading: SITE_FIGURES.collected.heading,
    align: 'right',
    cell: ({ collected: lost = 0 }) =>
      lost === 0 ? styles.faint(symbols.none) : styles.warning(count(lost)),
  };
  const hasIdleTime = rows.some(({ outside }) => outside !== undefined);
  return [
    ...(hasWaitingTimes(context) ? [sum('waiting')] : []),
    ...(hasIdleTime ? [sum('outside', 26), sum('contended', 27)] : []),
    times,
    ...(hasWaitingTimes(context)
      ? [time('mean', 32), time('p50', 18), time('p99', 33), time('longest')]
      : []),
    ...(rows.some(({ live }) => live > 0) ? [hanging] : []),
    ...(rows.some(({ collected: lost = 0 }) => lost > 0) ? [collected] : []),
    ...(rows.some(({ live }) => live > 0) && hasWaitingTimes(context) ? [time('ongoing', 24)] : []),
  ];
}

/** Whether waits have times: the CPU clock stands still while an activation waits. */
export function hasWaitingTimes({ profile }: ReportContext): boolean {
  return profile.clock.kind !== 'cpu';
}
