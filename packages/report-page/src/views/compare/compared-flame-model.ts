import type { ComparedTree, Comparison } from '@coroscope/profile';
import type { FlameTree } from '../../flame/flame-tree.js';
import { layOut } from '../../flame/layout.js';
import { count, quantity } from '../../text/numbers.js';
import { shown } from '../../text/shown.js';
import { duration } from '../../text/times.js';
import type { FlameModel } from '../flame/flame-model.js';
import { signedDuration } from './changes.js';

const NANOSECONDS = 1e6;

/** Both call trees as one flame graph, and what each side took of a block. */
export interface ComparedFlameModel {
  flame: FlameModel;
  /** By node: the wall time of a side in it and in all below, in milliseconds. */
  before: Float64Array;
  after: Float64Array;
  /** How a node has changed, in words. */
  changeOf(node: number): string;
}

/** By row: the wall time of a side in it and in all below. */
function timesBelow({ parent }: ComparedTree, side: ComparedTree['base']): Float64Array {
  const times = Float64Array.from(parent, (_, row) => side.self[row] + side.external[row]);
  for (let row = times.length - 1; row > 0; row--) times[parent[row]] += times[row];
  return times;
}

/** Blocks are as wide as the larger of both sides, so that what vanished stays in sight. */
export function comparedFlameModel(
  tree: ComparedTree,
  { functions }: Comparison,
): ComparedFlameModel {
  const { parent, base, head } = tree;
  // The larger of both sides, in whole nanoseconds as in all flame graphs.
  const own = Float64Array.from(parent, (_, row) =>
    Math.round(
      NANOSECONDS *
        Math.max(0, base.self[row] + base.external[row], head.self[row] + head.external[row]),
    ),
  );
  const flameTree: FlameTree = {
    parent,
    function: tree.function,
    figures: { ...head, outside: undefined, contended: undefined },
  };
  const layout = layOut(flameTree, own, 'heavy');
  const [before, after] = [timesBelow(tree, base), timesBelow(tree, head)];
  const calls = (side: ComparedTree['base'], node: number) => side.calls[node];
  const shares = Float32Array.from(parent, (_, row) => {
    const larger = Math.max(before[row], after[row]);
    if (larger === 0) return 0.5;
    const change = (after[row] - before[row]) / larger;
    // The ends are for what one side does not have.
    const isOneSided = row > 0 && (calls(base, row) === 0) !== (calls(head, row) === 0);
    return isOneSided && Math.abs(change) === 1 ? (change + 1) / 2 : 0.5 + change * 0.4;
  });
  const describe = (fn: number) => functions[fn];
  const placeOf = (fn: number) => describe(fn)?.head ?? describe(fn)?.base;
  const flame: FlameModel = {
    tree: flameTree,
    layout,
    metric: 'wall',
    waitShare: shares,
    showsChange: true,
    labelOf(node) {
      if (node === 0) return 'all';
      const fn = tree.function[node];
      if (fn < 0) return `… ${count(-1 - fn)} more`;
      const name = shown(describe(fn)?.name ?? '?');
      const share = shares[node];
      return share === 1 ? `+ ${name}` : share === 0 ? `− ${name}` : name;
    },
    locationOf(node) {
      const place = placeOf(tree.function[node]);
      return place === undefined ? '' : shown(`${place.file}:${place.line}`);
    },
  };
  const changeOf = (node: number) => {
    const more = calls(head, node) - calls(base, node);
    const called =
      more === 0 || node === 0
        ? ''
        : `, ${quantity(Math.abs(more), more > 0 ? 'call more' : 'call less', more > 0 ? 'calls more' : 'calls fewer')}`;
    return `${signedDuration(after[node] - before[node])}: ${duration(before[node])} before, ${duration(after[node])} after${called}`;
  };
  return { flame, before, after, changeOf };
}
