import { processTable, type ProcessRow } from '@coroscope/profile';
import { largest } from '../terminal/largest.js';
import { emptySection, heading, hiddenRows, type Section } from '../terminal/section.js';
import { shorten } from '../terminal/shorten.js';
import { renderTable, type Column } from '../terminal/table.js';
import { columnFormat, count, timeScale, type TimeScale } from '../terminal/units.js';
import { shownPath, type ReportContext } from './report-context.js';

/** How a process ended, in a word. */
const ENDS: Record<NonNullable<ProcessRow['end']>, string> = {
  drained: 'returned',
  ended: 'ended',
  crashed: 'crashed',
  killed: 'killed',
};

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
    columns(context, scale, rows),
    {
      heading: 'command',
      cell: ({ command: [script = '', ...rest] }, width) =>
        shorten(
          [shownPath(script, context), ...rest].join(' '),
          width,
          'end',
          theme.symbols.ellipsis,
        ),
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

function columns(
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
        return isOrderly ? ENDS[end] : styles.warning(ENDS[end]);
      },
    },
  ];
}
