import type { ThreadRow } from '@coroscope/profile';
import type { Column } from '../../terminal/table.js';
import { comfortableWidth } from '../../terminal/theme.js';
import { columnFormat, count, type TimeScale } from '../../terminal/units.js';
import type { ReportContext } from '../report-context.js';
import { partsBar, threadParts } from '../time-bar.js';

const ROOM_FOR_BAR = 24;

type TimeKey = 'elapsed' | 'onStack' | 'offStack' | 'elsewhere' | 'idle';

/** The columns of the table of threads. */
export function threadColumns(
  { profile, theme }: ReportContext,
  scale: TimeScale,
  rows: readonly ThreadRow[],
): Array<Column<ThreadRow>> {
  const { styles, symbols } = theme;
  const isCpu = profile.clock.kind === 'cpu';
  const knowsIdle = rows.some(({ idle }) => idle !== undefined);
  const time = (heading: string, key: TimeKey, dropBelow?: number): Column<ThreadRow> => {
    const format = columnFormat(
      rows.map((row) => row[key] ?? 0),
      scale,
      theme,
    );
    return {
      heading,
      align: 'right',
      dropBelow,
      cell: (row) => {
        const value = row[key];
        return value === undefined ? styles.faint(symbols.none) : format(value);
      },
    };
  };
  const busy: Column<ThreadRow> = {
    heading: 'busy',
    align: 'right',
    cell: ({ utilisation }) =>
      utilisation === undefined
        ? styles.faint(symbols.none)
        : `${Math.round(Math.max(0, utilisation) * 100)} %`,
  };
  const events: Column<ThreadRow> = {
    heading: 'events',
    align: 'right',
    dropBelow: 18,
    cell: (row) => count(row.events),
  };
  const bar: Column<ThreadRow> = {
    heading: '',
    align: 'left',
    dropBelow: ROOM_FOR_BAR,
    cell: (row) => {
      const width = theme.width < comfortableWidth ? 8 : 12;
      return partsBar(threadParts(row), row.elapsed, profile.elapsed, width, theme);
    },
  };
  if (isCpu) return [time('cpu', 'elapsed'), time('on stack', 'onStack'), events];
  return [
    time('elapsed', 'elapsed'),
    time('on stack', 'onStack'),
    ...(knowsIdle
      ? [time('elsewhere', 'elsewhere', 16), time('idle', 'idle', 14), busy]
      : [time('off stack', 'offStack')]),
    events,
    bar,
  ];
}
