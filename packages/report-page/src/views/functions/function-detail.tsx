import {
  ACTIVATION_FIGURES,
  callersAndCallees,
  type CallEdge,
  type FunctionRow,
} from '@coroscope/profile';
import { useMemo } from 'preact/hooks';
import { Distribution } from '../../charts/distribution.js';
import type { ProfileModel } from '../../model/profile-model.js';
import { SourceLink } from '../../shell/source-link.js';
import { SourceLines } from '../../shell/source-lines.js';
import { StateBar, type Part } from '../../shell/state-bar.js';
import { go, linkTo, NO_BLOCK, ofFunction } from '../../state/address.js';
import type { Column } from '../../table/column.js';
import { DataTable } from '../../table/data-table.js';
import { figureColumns } from '../../table/figure-columns.js';
import { siteColumns } from '../awaits/site-columns.js';
import { count } from '../../text/numbers.js';
import { duration } from '../../text/times.js';

/** One function: what its time was, who called it and whom it called, and where it waited. */
export function FunctionDetail({ model, row }: { model: ProfileModel; row: FunctionRow }) {
  const { profile, names, locations } = model;
  const name = names[row.function];
  const edges = useMemo(() => callersAndCallees(profile, row.function), [profile, row.function]);
  const sites = useMemo(
    () => model.sites.filter((site) => site.function === row.function),
    [model, row.function],
  );
  return (
    <section class="pane detail" aria-label={`Function ${name}`}>
      <header>
        <h2>{name}</h2>
        <button
          type="button"
          class="close"
          aria-label="Close"
          onClick={() => go({ params: { f: undefined } })}
        >
          ×
        </button>
        <p class="where">
          {row.kind === 'asyncGenerator' ? 'async generator' : row.kind} ·{' '}
          <SourceLink
            path={row.file}
            line={row.line}
            column={row.column}
            text={locations[row.function]}
          />
          {row.counted && ' · counted: its time is its callers’'}
        </p>
        <p class="links">
          <a href={linkTo({ view: 'flame', params: { root: String(row.function), ...NO_BLOCK } })}>
            Flame graph from here
          </a>{' '}
          <a
            href={linkTo({
              view: 'flame',
              params: {
                order: 'sandwich',
                root: undefined,
                ...NO_BLOCK,
                ...ofFunction(row.function),
              },
            })}
          >
            Sandwich
          </a>
        </p>
      </header>
      <dl class="facts">
        <Fact name="calls" value={count(row.calls)} />
        <Fact name="outermost" value={count(row.outermostCalls)} />
        <Fact name="total" value={duration(row.total)} />
        <Fact name="average" value={row.average === undefined ? '–' : duration(row.average)} />
        <Fact name="alive" value={duration(row.span)} />
        <Fact name="peak" value={count(row.peak)} />
        {row.live > 0 && <Fact name="live" value={count(row.live)} />}
      </dl>
      <StateBar label={`Time of ${name}`} parts={partsOf(row)} />
      {row.life.counts.length > 0 && (
        <>
          <h3>Durations, from entry to exit</h3>
          <Distribution title={`Durations of ${name}`} histogram={row.life} percentiles={row} />
        </>
      )}
      <Edges title="Callers" edges={edges.callers} model={model} />
      <Edges title="Callees" edges={edges.callees} model={model} />
      {sites.length > 0 && (
        <>
          <h3>Where it leaves the stack</h3>
          <DataTable
            label={`Sites of ${name}`}
            columns={siteColumns(model, sites, true)}
            rows={sites}
            keyOf={(site) => site.site}
            onSelect={(site) => go({ view: 'awaits', params: { site: String(site.site) } })}
            mostRows={8}
          />
        </>
      )}
      <Source model={model} row={row} />
    </section>
  );
}

export function Fact({ name, value }: { name: string; value: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  );
}

/** What the states of a function's activations add up to. */
export function partsOf(row: FunctionRow): Part[] {
  const { onStack, external, awaiting, paused } = row;
  const outer = Math.min(external, awaiting);
  const waits: Part[] =
    row.outside === undefined || row.contended === undefined
      ? [{ kind: 'outside', name: 'awaiting, external', time: outer }]
      : [
          { kind: 'outside', name: 'awaiting, outside', time: row.outside },
          { kind: 'contended', name: 'contended', time: row.contended },
          { kind: 'undecided', name: 'undecided', time: row.undecided ?? 0 },
        ];
  return [
    { kind: 'on-stack', name: 'on stack', time: onStack, help: ACTIVATION_FIGURES.onStack.help },
    ...waits,
    {
      kind: 'explained',
      name: 'awaiting what it called',
      time: Math.max(0, awaiting - outer),
      help: 'The part of awaiting during which activations that it had started were alive',
    },
    { kind: 'paused', name: 'paused', time: paused, help: ACTIVATION_FIGURES.paused.help },
  ];
}

interface EdgesProps {
  title: string;
  edges: readonly CallEdge[];
  model: ProfileModel;
}

const EDGE_FIGURES = ['onStack', 'work', 'wait'];

function Edges({ title, edges, model }: EdgesProps) {
  const columns = useMemo((): Column<CallEdge>[] => {
    const { names, locations } = model;
    return [
      {
        key: 'name',
        heading: 'function',
        isNumeric: false,
        value: (edge) => edge.function,
        cell: ({ function: index }) =>
          index < 0 ? (
            <span class="where">the event loop</span>
          ) : (
            <>
              <span class="name">{names[index]}</span> <span class="where">{locations[index]}</span>
            </>
          ),
      },
      ...figureColumns<CallEdge>(ACTIVATION_FIGURES, 'edge', edges, { without: EDGE_FIGURES }),
    ];
  }, [edges, model]);
  if (edges.length === 0) return null;
  return (
    <>
      <h3>{title}</h3>
      <DataTable
        label={title}
        columns={columns}
        rows={edges}
        keyOf={(edge) => edge.function}
        onSelect={(edge) => edge.function >= 0 && go({ params: ofFunction(edge.function) })}
        mostRows={8}
      />
    </>
  );
}

function Source({ model, row }: { model: ProfileModel; row: FunctionRow }) {
  const { files, functions } = model.profile;
  const { file, line } = functions[row.function];
  const { lines } = files[file];
  if (lines === undefined) return null;
  const waits = model.sites.filter((site) => site.function === row.function);
  const numbers = [...new Set([line, ...waits.map((site) => site.line)])].sort((a, b) => a - b);
  const known = numbers.map((number) => {
    const waited = waits
      .filter((site) => site.line === number)
      .reduce((sum, { waiting }) => sum + waiting, 0);
    return {
      line: number,
      text: lines[number],
      ...(waited > 0 ? { remark: `waited ${duration(waited)}` } : {}),
    };
  });
  if (known.every(({ text }) => text === undefined)) return null;
  return (
    <>
      <h3>Source</h3>
      <SourceLines lines={known} />
    </>
  );
}
