import { PROCESS_ENDS, type ProcessRow } from '@coroscope/profile';
import type { Column } from '../../terminal/table.js';
import { columnFormat, count, type TimeScale } from '../../terminal/units.js';
import { shownPath, type ReportContext } from '../report-context.js';

/** The columns of the table of processes. */
export function processColumns(
  { profile, theme }: ReportContext,
  scale: TimeScale,
  rows: readonly ProcessRow[],
): Array<Column<ProcessRow>> {
  const { styles, symbols } = theme;
  const time = (
    title: string,
    key: 'start' | 'elapsed' | 'onStack',
    dropBelow?: number,
  ): Column<ProcessRow> => {
    const format = columnFormat(
      rows.map((row) => row[key]),
      scale,
      theme,
    );
    return { heading: title, align: 'right', dropBelow, cell: (row) => format(row[key]) };
  };
  // Elapsed CPU time does not begin at a moment.
  const isCpu = profile.clock.kind === 'cpu';
  return [
    { heading: 'pid', align: 'right', cell: ({ id }) => String(id ?? symbols.none) },
    { heading: 'threads', align: 'right', cell: (row) => count(row.threads) },
    ...(isCpu ? [] : [time('began after', 'start', 20), time('elapsed', 'elapsed')]),
    time('on stack', 'onStack'),
    {
      heading: 'end',
      align: 'left',
      cell: ({ end }) => {
        if (end === undefined) return styles.faint(symbols.none);
        const isOrderly = end === 'drained' || end === 'ended';
        return isOrderly ? PROCESS_ENDS[end] : styles.warning(PROCESS_ENDS[end]);
      },
    },
  ];
}

/** The command line of a process. */
export function processCommand({ command }: ProcessRow, context: ReportContext): string {
  const [script = '', ...rest] = command;
  return [shownPath(script, context), ...rest].join(' ');
}
