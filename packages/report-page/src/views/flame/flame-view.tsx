import { useMemo } from 'preact/hooks';
import { findNodes } from '../../flame/search.js';
import { METRIC_DESCRIPTIONS, METRICS, type Metric } from '../../flame/metric.js';
import { hiddenFunctions } from '../../model/hidden.js';
import type { ProfileModel } from '../../model/profile-model.js';
import { HideMenu } from '../../shell/hide-menu.js';
import { SearchBox } from '../../shell/search-box.js';
import { isTable, TableChoice } from '../../shell/table-choice.js';
import { go, NO_BLOCK, numberParam, param } from '../../state/address.js';
import { percent, quantity } from '../../text/numbers.js';
import { FlameGraph } from './flame-graph.js';
import { flameModel, type FlameModel } from './flame-model.js';
import { FlameTable } from './flame-table.js';
import { NodeStrip } from './node-strip.js';
import { Sandwich } from './sandwich.js';

const ORDERS = { calls: 'As called', heavy: 'Left-heavy', sandwich: 'Sandwich' } as const;
type Order = keyof typeof ORDERS;

/** The logical call tree as a flame graph. */
export function FlameView({ model }: { model: ProfileModel }) {
  const metric =
    METRICS.find((name) => name === param('width')) ?? (model.hasWaits ? 'wall' : 'onStack');
  const order: Order =
    (Object.keys(ORDERS) as Order[]).find((name) => name === param('order')) ?? 'calls';
  return (
    <section class="pane" aria-label="Flame graph">
      <Toolbar model={model} metric={metric} order={order} />
      {order === 'sandwich' ? (
        <Sandwich model={model} metric={metric} />
      ) : (
        <WholeTree model={model} metric={metric} order={order} />
      )}
    </section>
  );
}

interface WholeTreeProps {
  model: ProfileModel;
  metric: Metric;
  order: 'calls' | 'heavy';
}

function WholeTree({ model, metric, order }: WholeTreeProps) {
  const hidden = hiddenFunctions.value;
  const mergesRecursion = param('recursion') === 'merged';
  const root = numberParam('root');
  const flame = useMemo(
    () =>
      flameModel(model, metric, order, {
        hidden,
        mergesRecursion,
        ...(root === undefined ? {} : { root }),
      }),
    [model, metric, order, hidden, mergesRecursion, root],
  );
  if (flame === undefined || flame.layout.width[0] === 0) {
    return <p class="message">{whyEmpty(model, metric, flame)}</p>;
  }
  return <Graph model={model} flame={flame} />;
}

function Graph({ model, flame }: { model: ProfileModel; flame: FlameModel }) {
  const nodes = flame.tree.parent.length;
  const known = (node: number | undefined) =>
    node !== undefined && node < nodes && flame.layout.width[node] > 0 ? node : undefined;
  const zoomed = known(numberParam('z')) ?? 0;
  const selected = known(numberParam('n')) ?? zoomed;
  const text = (param('q') ?? '').toLowerCase();
  const found = useMemo(() => {
    if (text === '') return undefined;
    const { names, locations } = model;
    return findNodes(
      flame.tree,
      flame.layout,
      (fn) => names[fn].toLowerCase().includes(text) || locations[fn].toLowerCase().includes(text),
    );
  }, [flame, text, model]);
  const select = (node: number) => go({ params: { n: String(node) } }, false);
  const zoom = (node: number) =>
    go({ params: { z: node === 0 ? undefined : String(node), n: String(node) } });
  return (
    <>
      <p class="remark line" role="status">
        {found === undefined
          ? METRIC_DESCRIPTIONS[flame.metric].help
          : `${quantity(found.count, 'block')} found, ${percent(found.share)} of all`}
      </p>
      {isTable() ? (
        <FlameTable
          label="Blocks of the flame graph"
          flame={flame}
          zoomed={zoomed}
          selected={selected}
          onSelect={select}
        />
      ) : (
        <FlameGraph
          label="Flame graph"
          flame={flame}
          zoomed={zoomed}
          selected={selected}
          found={found}
          onSelect={select}
          onZoom={zoom}
        />
      )}
      <NodeStrip model={model} flame={flame} node={selected} onZoom={zoom} />
    </>
  );
}

interface ToolbarProps {
  model: ProfileModel;
  metric: Metric;
  order: Order;
}

function Toolbar({ model, metric, order }: ToolbarProps) {
  const root = numberParam('root');
  return (
    <div class="toolbar">
      <SearchBox label="Search blocks" placeholder="Name or path" />
      <label>
        Width{' '}
        <select
          value={metric}
          onChange={({ currentTarget }) => go({ params: { width: currentTarget.value } })}
        >
          {METRICS.map((name) => (
            <option key={name} value={name}>
              {METRIC_DESCRIPTIONS[name].name}
            </option>
          ))}
        </select>
      </label>
      <span class="choices" role="group" aria-label="Order">
        {Object.entries(ORDERS).map(([name, text]) => (
          <button
            key={name}
            type="button"
            aria-pressed={name === order}
            onClick={() =>
              go({
                params: { order: name === 'calls' ? undefined : name, ...NO_BLOCK },
              })
            }
          >
            {text}
          </button>
        ))}
      </span>
      {order !== 'sandwich' && (
        <>
          <label class="check">
            <input
              type="checkbox"
              checked={param('recursion') === 'merged'}
              onChange={({ currentTarget }) =>
                go({
                  params: {
                    recursion: currentTarget.checked ? 'merged' : undefined,
                    ...NO_BLOCK,
                  },
                })
              }
            />
            Merge recursion
          </label>
          <HideMenu model={model} />
        </>
      )}
      <TableChoice />
      {root !== undefined && order !== 'sandwich' && (
        <button type="button" onClick={() => go({ params: { root: undefined, ...NO_BLOCK } })}>
          Root: {model.names[root] ?? '?'} ×
        </button>
      )}
      <span class="spring" />
      <Legend model={model} metric={metric} />
    </div>
  );
}

function Legend({ model, metric }: { model: ProfileModel; metric: Metric }) {
  const entries: [string, string][] = [];
  if (metric === 'wall' || metric === 'onStack') entries.push(['on-stack', 'on stack']);
  if (metric === 'wall' || metric === 'waiting') {
    if (model.tellsIdle)
      entries.push(['outside', 'outside'], ['undecided', 'undecided'], ['contended', 'contended']);
    else entries.push(['outside', 'waiting']);
  }
  return (
    <span class="legend">
      {entries.map(([kind, name]) => (
        <span key={kind} class="entry">
          <span class={`swatch ${kind}`} aria-hidden="true" /> {name}
        </span>
      ))}
    </span>
  );
}

function whyEmpty(model: ProfileModel, metric: Metric, flame: FlameModel | undefined): string {
  if (flame === undefined) {
    return 'The platform does not tell when the thread slept, so nothing is known of blame here: choose another width.';
  }
  if (model.functions.length === 0) return 'Nothing was recorded: no instrumented function ran.';
  if (!model.hasWaits && metric === 'waiting') {
    return 'The CPU clock does not count waiting: choose another width, or record with the wall clock.';
  }
  return 'Nothing has a width here: choose another width, show what is hidden, or leave the root.';
}
