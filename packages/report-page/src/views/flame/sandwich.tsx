import { useMemo } from 'preact/hooks';
import { METRIC_DESCRIPTIONS, type Metric } from '../../flame/metric.js';
import type { ProfileModel } from '../../model/profile-model.js';
import { isTable } from '../../shell/table-choice.js';
import { go, numberParam, ofFunction, param } from '../../state/address.js';
import { DataTable } from '../../table/data-table.js';
import { sortRows } from '../../table/sort-rows.js';
import { functionColumns } from '../functions/function-columns.js';
import { FlameGraph } from './flame-graph.js';
import { FlameTable } from './flame-table.js';
import { flameModel, type FlameModel } from './flame-model.js';
import { NodeStrip } from './node-strip.js';

/** One function between all that called it and all that it called. */
export function Sandwich({ model, metric }: { model: ProfileModel; metric: Metric }) {
  const chosen = numberParam('f');
  const text = (param('q') ?? '').toLowerCase();
  const columns = useMemo(() => functionColumns(model, true), [model]);
  const rows = useMemo(
    () =>
      sortRows(
        model.functions.filter((row) => model.names[row.function].toLowerCase().includes(text)),
        columns,
        { key: METRIC_DESCRIPTIONS[metric].of[0], isDescending: true },
      ),
    [model, columns, text, metric],
  );
  return (
    <div class="sandwich">
      <DataTable
        label="Functions"
        columns={columns.slice(0, 3)}
        rows={rows}
        keyOf={(row) => row.function}
        selected={chosen}
        onSelect={(row, isStep) => go({ params: ofFunction(row.function) }, isStep)}
        empty="No function matches."
      />
      {chosen !== undefined && model.functionRow(chosen) ? (
        <Halves key={`${chosen} ${metric}`} model={model} metric={metric} chosen={chosen} />
      ) : (
        <p class="message">Choose a function to see its callers above it and its callees below.</p>
      )}
    </div>
  );
}

function Halves({
  model,
  metric,
  chosen,
}: {
  model: ProfileModel;
  metric: Metric;
  chosen: number;
}) {
  const callers = useMemo(
    () => flameModel(model, metric, 'heavy', { callersOf: chosen }),
    [model, metric, chosen],
  );
  const callees = useMemo(
    () => flameModel(model, metric, 'heavy', { root: chosen }),
    [model, metric, chosen],
  );
  if (!callers || !callees || callees.layout.width[0] === 0) {
    return <p class="message">It has nothing of this width: choose another one.</p>;
  }
  return (
    <div class="halves">
      <Half title="Callers" way="up" model={model} flame={callers} />
      <Half title="Callees" way="down" model={model} flame={callees} />
    </div>
  );
}

interface HalfProps {
  title: string;
  /** What the address calls its blocks: those zoomed in on (`zup`) and selected (`nup`). */
  way: 'up' | 'down';
  model: ProfileModel;
  flame: FlameModel;
}

function Half({ title, way, model, flame }: HalfProps) {
  const nodeOf = (name: string) => {
    const node = numberParam(name + way);
    return node !== undefined && flame.layout.width[node] > 0 ? node : undefined;
  };
  const zoomed = nodeOf('z') ?? 0;
  // The function itself, at first.
  const selected = nodeOf('n') ?? (zoomed || 1);
  const select = (node: number) => go({ params: { [`n${way}`]: String(node) } }, false);
  const zoom = (node: number) =>
    go({
      params: { [`z${way}`]: node === 0 ? undefined : String(node), [`n${way}`]: String(node) },
    });
  return (
    <section class="half" aria-label={title}>
      <h2>{title}</h2>
      {isTable() ? (
        <FlameTable
          label={`Blocks of ${title}`}
          flame={flame}
          zoomed={zoomed}
          selected={selected}
          onSelect={select}
        />
      ) : (
        <FlameGraph
          label={title}
          flame={flame}
          zoomed={zoomed}
          selected={selected}
          isFlipped={way === 'up'}
          onSelect={select}
          onZoom={zoom}
        />
      )}
      <NodeStrip
        model={model}
        flame={flame}
        node={selected}
        label={`Selected: ${title}`}
        onZoom={zoom}
      />
    </section>
  );
}
