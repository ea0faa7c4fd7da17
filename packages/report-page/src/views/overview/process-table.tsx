import { PROCESS_ENDS, processTable, type ProcessRow } from '@coroscope/profile';
import type { ProfileModel } from '../../model/profile-model.js';
import { NONE, type Column } from '../../table/column.js';
import { DataTable } from '../../table/data-table.js';
import { numberColumn, textColumn } from '../../table/plain-columns.js';
import { timeColumn } from '../../table/time-column.js';
import { shown } from '../../text/shown.js';

const ROWS = 8;

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
    textColumn('end', 'end', ({ end }) => (end === undefined ? NONE : PROCESS_ENDS[end])),
  ];
  return (
    <section aria-label="Processes">
      <h2>Processes</h2>
      <DataTable
        label="Processes"
        columns={columns}
        rows={rows}
        keyOf={(row) => rows.indexOf(row)}
        mostRows={ROWS}
      />
    </section>
  );
}
