import type { LongTask } from '@coroscope/profile';
import { useMemo } from 'preact/hooks';
import type { ProfileModel } from '../../model/profile-model.js';
import { go, ofFunction } from '../../state/address.js';
import type { Column } from '../../table/column.js';
import { DataTable } from '../../table/data-table.js';
import { timeColumn } from '../../table/time-column.js';
import { shown } from '../../text/shown.js';

interface TaskRow extends LongTask {
  thread: string;
  /** Indices in the profile's functions, or -1. */
  bottom: number;
  heaviestFunction: number;
}

/** Tasks that are shown, of those that a document has. */
const MOST = 100;

/** The longest tasks: unbroken times with instrumented code on the stack. */
export function TaskTable({ model }: { model: ProfileModel }) {
  const rows = useMemo(() => tasks(model), [model]);
  const columns = useMemo(() => taskColumns(model, rows), [model, rows]);
  if (rows.length === 0) return <p class="remark">No task was recorded.</p>;
  return (
    <DataTable
      label="Longest tasks"
      columns={columns}
      rows={rows}
      keyOf={({ thread, start }) => `${thread} ${start}`}
      onSelect={({ heaviestFunction }, isStep) =>
        isStep &&
        heaviestFunction >= 0 &&
        go({ view: 'functions', params: ofFunction(heaviestFunction) })
      }
      mostRows={8}
    />
  );
}

function tasks({ profile }: ProfileModel): TaskRow[] {
  return profile.threads
    .flatMap(({ name, stretches, contexts }) =>
      stretches.map((task) => ({
        ...task,
        thread: name,
        bottom: contexts.function[task.context],
        heaviestFunction: contexts.function[task.heaviest],
      })),
    )
    .sort((a, b) => b.duration - a.duration)
    .slice(0, MOST);
}

function taskColumns(model: ProfileModel, rows: readonly TaskRow[]): Column<TaskRow>[] {
  const { names, locations } = model;
  const named = (fn: number) =>
    fn < 0 ? (
      <span class="where">the event loop</span>
    ) : (
      <>
        <span class="name">{names[fn]}</span> <span class="where">{locations[fn]}</span>
      </>
    );
  const threads: Column<TaskRow>[] =
    model.profile.threads.length > 1
      ? [
          {
            key: 'thread',
            heading: 'thread',
            isNumeric: false,
            value: ({ thread }) => thread,
            cell: ({ thread }) => shown(thread),
          },
        ]
      : [];
  return [
    {
      key: 'heaviest',
      heading: 'most of it in',
      help: 'The innermost function that took at least half of its caller’s time.',
      isNumeric: false,
      value: ({ heaviestFunction }) => names[heaviestFunction],
      cell: ({ heaviestFunction }) => named(heaviestFunction),
    },
    ...timeColumn(rows, 'duration', 'duration', 'How long the stack was never empty.'),
    ...timeColumn(rows, 'start', 'began at', 'Since the measurement began.'),
    ...timeColumn(rows, 'blame', 'kept waiting', 'The contended time of others meanwhile.'),
    ...timeColumn(
      rows,
      'cpu',
      'computed',
      'CPU time meanwhile: for the rest the thread stood still.',
    ),
    {
      key: 'bottom',
      heading: 'began in',
      isNumeric: false,
      value: ({ bottom }) => names[bottom],
      cell: ({ bottom }) => named(bottom),
    },
    ...threads,
  ];
}
