import type { ComparedTree, Comparison } from '@coroscope/profile';
import { useMemo } from 'preact/hooks';
import { TableChoice, isTable } from '../../shell/table-choice.js';
import { go, numberParam } from '../../state/address.js';
import { FlameGraph } from '../flame/flame-graph.js';
import { comparedFlameModel } from './compared-flame-model.js';
import { ComparedFlameTable } from './compared-flame-table.js';

interface Props {
  tree: ComparedTree;
  comparison: Comparison;
}

/** Both call trees as one flame graph, coloured by how they differ; or the same as a table. */
export function ComparedFlame({ tree, comparison }: Props) {
  const compared = useMemo(() => comparedFlameModel(tree, comparison), [tree, comparison]);
  const { flame, changeOf } = compared;
  const { width } = flame.layout;
  const known = (node: number | undefined) =>
    node !== undefined && width[node] > 0 ? node : undefined;
  const zoomed = known(numberParam('cz')) ?? 0;
  const selected = known(numberParam('cn')) ?? zoomed;
  if (width[0] === 0) return <p class="remark">Neither side took any time.</p>;
  const select = (node: number) => go({ params: { cn: String(node) } }, false);
  return (
    <div class="compared-flame">
      <p class="legend line">
        <span class="entry">
          <span class="swatch more" aria-hidden="true" /> took longer
        </span>
        <span class="entry">
          <span class="swatch contended" aria-hidden="true" /> appeared
        </span>
        <span class="entry">
          <span class="swatch explained" aria-hidden="true" /> took less time
        </span>
        <span class="entry">
          <span class="swatch outside" aria-hidden="true" /> vanished
        </span>
        <TableChoice name="ctable" />
      </p>
      {isTable('ctable') ? (
        <ComparedFlameTable
          compared={compared}
          zoomed={zoomed}
          selected={selected}
          onSelect={select}
        />
      ) : (
        <FlameGraph
          label="Both call trees as a flame graph"
          flame={flame}
          zoomed={zoomed}
          selected={selected}
          onSelect={select}
          onZoom={(node) =>
            go({ params: { cz: node === 0 ? undefined : String(node), cn: String(node) } })
          }
        />
      )}
      <p class="strip" aria-live="polite">
        <span>
          <b class="name">{flame.labelOf(selected)}</b>{' '}
          <span class="where">{flame.locationOf(selected)}</span> {changeOf(selected)}
        </span>
      </p>
    </div>
  );
}
