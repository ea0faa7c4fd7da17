import type { Column } from '../../table/column.js';
import type { FlameModel } from './flame-model.js';

/** Blocks that the table has at most, the widest. */
const MOST = 20_000;

/** The blocks at and below one. */
export function nodesBelow({ layout }: FlameModel, zoomed: number): number[] {
  const { start, width, level } = layout;
  const end = start[zoomed] + width[zoomed];
  const nodes: number[] = [];
  for (const node of layout.nodeOf) {
    if (
      level[node] >= level[zoomed] &&
      start[node] >= start[zoomed] &&
      start[node] + width[node] <= end
    ) {
      nodes.push(node);
    }
  }
  return nodes.length <= MOST ? nodes : nodes.sort((a, b) => width[b] - width[a]).slice(0, MOST);
}

/** What the function of a block is called, and where it stands. */
export function nameColumn({ labelOf, locationOf }: FlameModel): Column<number> {
  return {
    key: 'name',
    heading: 'function',
    isNumeric: false,
    value: labelOf,
    cell: (node) => (
      <>
        <span class="name">{labelOf(node)}</span> <span class="where">{locationOf(node)}</span>
      </>
    ),
  };
}

/** The function of the block above. */
export function callerColumn({ labelOf, tree }: FlameModel): Column<number> {
  const callerOf = (node: number) => (node === 0 ? '' : labelOf(tree.parent[node]));
  return {
    key: 'caller',
    heading: 'called by',
    isNumeric: false,
    value: callerOf,
    cell: (node) => <span class="name">{callerOf(node)}</span>,
  };
}
