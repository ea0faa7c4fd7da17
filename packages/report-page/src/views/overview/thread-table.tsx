import { threadTable, type ThreadRow } from '@coroscope/profile';
import type { ProfileModel } from '../../model/profile-model.js';
import type { Column } from '../../table/column.js';
import { DataTable } from '../../table/data-table.js';
import { numberColumn, textColumn } from '../../table/plain-columns.js';
import { timeColumn } from '../../table/time-column.js';
import { percent } from '../../text/numbers.js';
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
    <DataTable
      label="Threads"
      columns={columns}
      rows={rows}
      keyOf={(row) => rows.indexOf(row)}
      mostRows={ROWS}
    />
  );
}
