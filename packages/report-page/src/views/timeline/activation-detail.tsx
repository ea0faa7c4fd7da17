import type { Activation, CriticalPath, Interval, Piece, PieceKind } from '@coroscope/profile';
import { useMemo } from 'preact/hooks';
import { Fact } from '../functions/function-detail.js';
import { StateBar } from '../../shell/state-bar.js';
import type { Chosen } from '../../timeline/draw.js';
import type { TimelineLayout } from '../../timeline/timeline-layout.js';
import { formatRange } from '../../timeline/zoom.js';
import { go } from '../../state/address.js';
import type { Column } from '../../table/column.js';
import { DataTable } from '../../table/data-table.js';
import { count, percent } from '../../text/numbers.js';
import { shown } from '../../text/shown.js';
import { duration, timeScale } from '../../text/times.js';
import { rangeOf } from './timeline-canvas.js';

interface Props {
  layout: TimelineLayout;
  selected: Chosen;
  path: CriticalPath;
  labelOf(chosen: Chosen): string;
  locationOf(chosen: Chosen): string;
  onSelect(chosen: Chosen | undefined): void;
}

/** One call: what its time was really spent on, what it waited for, and who made it go on. */
export function ActivationDetail({ layout, selected, path, labelOf, locationOf, onSelect }: Props) {
  const { activations, trace, shift } = layout.threads[selected.thread];
  const activation = useMemo(() => activations.get(selected.activation), [activations, selected]);
  const of = (index: number): Chosen => ({ thread: selected.thread, activation: index });
  const name = labelOf(selected);
  const sum = (state: Interval['state']) =>
    activation.intervals
      .filter((interval) => interval.state === state)
      .reduce((total, { start, end }) => total + end - start, 0);
  return (
    <section class="pane detail" aria-label={`Activation of ${name}`}>
      <header>
        <h2>
          {name} <span class="where">#{activation.index}</span>
        </h2>
        <button type="button" class="close" aria-label="Close" onClick={() => onSelect(undefined)}>
          ×
        </button>
        <p class="where">
          {locationOf(selected)}
          {activation.tag !== undefined && ` · tag ${shown(activation.tag)}`}
          {activation.isCarriedIn && ' · began before the trace'}
          {activation.isLive && ' · not over at the end of the trace'}
        </p>
        <p class="links">
          <button
            type="button"
            onClick={() => go({ params: { t: formatRange(rangeOf(layout, selected)) } })}
          >
            Zoom to it
          </button>
          {activation.parent >= 0 && (
            <button type="button" onClick={() => onSelect(of(activation.parent))}>
              Called by {labelOf(of(activation.parent))}
            </button>
          )}
        </p>
      </header>
      <dl class="facts">
        <Fact name="began at" value={duration(activation.start + shift)} />
        <Fact name="took" value={duration(activation.end - activation.start)} />
        <Fact name="called" value={count(activations.children(activation.index).length)} />
      </dl>
      <StateBar
        label={`States of ${name}`}
        parts={[
          { kind: 'on-stack', name: 'on stack', time: sum('onStack') },
          { kind: 'outside', name: 'awaiting', time: sum('awaiting') },
          { kind: 'paused', name: 'paused', time: sum('paused') },
        ]}
      />
      <h3>What its time was really spent on</h3>
      <PathTable
        path={path}
        of={of}
        labelOf={labelOf}
        onSelect={onSelect}
        elapsed={activation.end - activation.start}
      />
      {activation.isCoroutine && activation.intervals.length > 1 && (
        <>
          <h3>What it waited for, and who made it go on</h3>
          <IntervalTable
            activation={activation}
            of={of}
            labelOf={labelOf}
            onSelect={onSelect}
            sites={trace.sites}
            shift={shift}
          />
        </>
      )}
    </section>
  );
}

const KINDS: Record<PieceKind, string> = {
  onStack: 'on the stack',
  external: 'waited for what is outside',
  blocked: 'the thread was busy',
  busy: 'the thread was busy, and idle again',
  elsewhere: 'code that is not instrumented',
  switching: 'between two pieces of work',
  paused: 'held by its consumer',
};

/** What all pieces of one kind in one function add up to. */
interface PathRow {
  kind: PieceKind;
  activation: number;
  by: number;
  time: number;
}

interface PathTableProps {
  path: CriticalPath;
  elapsed: number;
  of(index: number): Chosen;
  labelOf(chosen: Chosen): string;
  onSelect(chosen: Chosen): void;
}

function PathTable({ path, elapsed, of, labelOf, onSelect }: PathTableProps) {
  const rows = useMemo(() => pathRows(path, (index) => labelOf(of(index))), [path]);
  const scale = timeScale(rows[0]?.time ?? 0);
  const columns: Column<PathRow>[] = [
    {
      key: 'name',
      heading: 'in',
      isNumeric: false,
      value: ({ activation }) => labelOf(of(activation)),
      cell: ({ activation }) => <span class="name">{labelOf(of(activation))}</span>,
    },
    {
      key: 'time',
      heading: `time (${scale.unit})`,
      isNumeric: true,
      value: ({ time }) => time,
      cell: ({ time }) => scale.format(time),
    },
    {
      key: 'share',
      heading: 'share',
      isNumeric: true,
      value: ({ time }) => time,
      cell: ({ time }) => percent(time / elapsed),
    },
    {
      key: 'kind',
      heading: 'what',
      isNumeric: false,
      value: ({ kind }) => kind,
      cell: ({ kind, by }) => (
        <>
          {KINDS[kind]}
          {by >= 0 && (
            <>
              {' '}
              with <span class="name">{labelOf(of(by))}</span>
            </>
          )}
        </>
      ),
    },
  ];
  return (
    <DataTable
      label="Critical path"
      columns={columns}
      rows={rows}
      keyOf={({ kind, activation, by }) => `${kind} ${activation} ${by}`}
      onSelect={({ activation, by }, isStep) => isStep && onSelect(of(by >= 0 ? by : activation))}
      mostRows={10}
    />
  );
}

/** The pieces of a path by kind and function, most time first. */
function pathRows({ pieces, visits }: CriticalPath, nameOf: (index: number) => string): PathRow[] {
  const rows = new Map<string, PathRow>();
  for (const { kind, start, end, visit, by } of pieces as readonly Piece[]) {
    const { activation } = visits[visit];
    const key = `${kind} ${nameOf(activation)} ${by >= 0 ? nameOf(by) : ''}`;
    const row = rows.get(key);
    if (row === undefined) rows.set(key, { kind, activation, by, time: end - start });
    else row.time += end - start;
  }
  return [...rows.values()].sort((a, b) => b.time - a.time);
}

interface IntervalTableProps {
  activation: Activation;
  shift: number;
  sites: readonly { line: number; column: number; kind: string }[];
  of(index: number): Chosen;
  labelOf(chosen: Chosen): string;
  onSelect(chosen: Chosen): void;
}

const RESUMED = {
  consumer: 'its consumer',
  child: 'which it had started',
  neighbour: 'which ended just before, maybe by coincidence',
  event: 'an event: a timer, a socket, or code that is not instrumented',
};

interface WaitRow {
  index: number;
  wait: Interval;
  next: Interval | undefined;
}

function IntervalTable({ activation, shift, sites, of, labelOf, onSelect }: IntervalTableProps) {
  const rows = useMemo(
    () =>
      activation.intervals.flatMap((wait, index): WaitRow[] =>
        wait.state === 'onStack' ? [] : [{ index, wait, next: activation.intervals[index + 1] }],
      ),
    [activation],
  );
  const scale = timeScale(
    Math.max(0, ...rows.slice(0, 10_000).map(({ wait }) => wait.end - wait.start)),
  );
  const columns: Column<WaitRow>[] = [
    {
      key: 'site',
      heading: 'at',
      isNumeric: false,
      value: ({ wait }) => wait.site,
      cell: ({ wait }) => {
        const site = sites[wait.site];
        return site === undefined ? wait.state : `${site.kind} ${site.line}:${site.column}`;
      },
    },
    {
      key: 'start',
      heading: 'began at',
      isNumeric: true,
      value: ({ wait }) => wait.start,
      cell: ({ wait }) => duration(wait.start + shift),
    },
    {
      key: 'took',
      heading: `took (${scale.unit})`,
      isNumeric: true,
      value: ({ wait }) => wait.end - wait.start,
      cell: ({ wait }) => scale.format(wait.end - wait.start),
    },
    {
      key: 'by',
      heading: 'resumed by',
      isNumeric: false,
      value: ({ next }) => next?.resumedBy?.by,
      cell: ({ next }) => {
        const resumedBy = next?.resumedBy;
        if (resumedBy === undefined) return activation.isLive ? 'still waiting' : 'its end';
        if (resumedBy.activation < 0) return RESUMED[resumedBy.by];
        return (
          <>
            <span class="name">{labelOf(of(resumedBy.activation))}</span> {RESUMED[resumedBy.by]}
          </>
        );
      },
    },
  ];
  return (
    <DataTable
      label="Waits"
      columns={columns}
      rows={rows}
      keyOf={({ index }) => index}
      onSelect={({ next }, isStep) => {
        const by = next?.resumedBy?.activation ?? -1;
        if (isStep && by >= 0) onSelect(of(by));
      }}
      mostRows={12}
    />
  );
}
