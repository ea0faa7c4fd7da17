import { processTable, threadTable, type ProcessRow, type ThreadRow } from '@coroscope/profile';
import type { ProfileModel } from '../../model/profile-model.js';
import { NONE, type Column } from '../../table/column.js';
import { DataTable } from '../../table/data-table.js';
import { timeColumn } from '../../table/time-column.js';
import { count, percent } from '../../text/numbers.js';
import { shown } from '../../text/shown.js';

const ROWS = 8;

/** What the time of each thread went to; nothing for a single one, whose bar says it. */
export function ThreadTable({ model }: { model: ProfileModel }) {
  const rows = threadTable(model.profile);
  if (rows.length < 2) return null;
  const isOfSeveral = rows.some(({ process }) => process !== rows[0].process);
  const columns: Column<ThreadRow>[] = [
    textColumn('name', 'thread', ({ name }) => shown(name)),
    ...(isOfSeveral
      ? [numberColumn<ThreadRow>('process', 'process', (row) => row.process, String)]
      : []),
    ...timeColumn(rows, 'elapsed', 'elapsed'),
    ...timeColumn(rows, 'onStack', 'on stack'),
    ...(model.tellsIdle
      ? [...timeColumn(rows, 'elsewhere', 'elsewhere'), ...timeColumn(rows, 'idle', 'idle')]
      : timeColumn(rows, 'offStack', 'off stack')),
    ...(model.tellsIdle
      ? [
          numberColumn<ThreadRow>(
            'busy',
            'busy',
            ({ utilisation }) => utilisation,
            (share) => percent(share),
          ),
        ]
      : []),
    numberColumn('events', 'events', ({ events }) => events),
    ...timeColumn(rows, 'contended', 'contended', 'Of all that ran on it.'),
  ];
  return (
    <DataTable label="Threads" columns={columns} rows={rows} keyOf={keyIn(rows)} mostRows={ROWS} />
  );
}

/** How a process ended, in a word. */
const ENDS: Record<NonNullable<ProcessRow['end']>, string> = {
  drained: 'returned',
  ended: 'ended',
  crashed: 'crashed',
  killed: 'killed',
};

/** The processes of a run; nothing for a single one. */
export function ProcessTable({ model }: { model: ProfileModel }) {
  const { profile } = model;
  const rows = processTable(profile);
  if (rows.length < 2) return null;
  // Elapsed CPU time does not begin at a moment.
  const moments = model.hasWaits
    ? [...timeColumn(rows, 'start', 'began after'), ...timeColumn(rows, 'elapsed', 'elapsed')]
    : [];
  const columns: Column<ProcessRow>[] = [
    textColumn('command', 'command', ({ command: [script = '', ...rest] }) =>
      [model.path(script), ...rest.map(shown)].join(' '),
    ),
    numberColumn('pid', 'pid', ({ id }) => id, String),
    numberColumn('threads', 'threads', ({ threads }) => threads),
    ...moments,
    ...timeColumn(rows, 'onStack', 'on stack'),
    textColumn('end', 'end', ({ end }) => (end === undefined ? NONE : ENDS[end])),
  ];
  return (
    <section aria-label="Processes">
      <h2>Processes</h2>
      <DataTable
        label="Processes"
        columns={columns}
        rows={rows}
        keyOf={keyIn(rows)}
        mostRows={ROWS}
      />
    </section>
  );
}

/** Rows of one table, known by their places in it. */
function keyIn<Row>(rows: readonly Row[]): (row: Row) => number {
  return (row) => rows.indexOf(row);
}

function textColumn<Row>(key: string, heading: string, text: (row: Row) => string): Column<Row> {
  return { key, heading, isNumeric: false, value: text, cell: text };
}

function numberColumn<Row>(
  key: string,
  heading: string,
  value: (row: Row) => number | undefined,
  format: (value: number) => string = count,
): Column<Row> {
  return {
    key,
    heading,
    isNumeric: true,
    value,
    cell(row) {
      const number = value(row);
      return number === undefined ? NONE : format(number);
    },
  };
}
