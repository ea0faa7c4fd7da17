import { layOut, type FlameLayout, type FlameOrder } from '../../flame/layout.js';
import { flameTree, type FlameTree, type FlameTreeOptions } from '../../flame/flame-tree.js';
import { ownWidths, type Metric } from '../../flame/metric.js';
import type { ProfileModel } from '../../model/profile-model.js';
import { shown } from '../../text/shown.js';

/** A flame graph of a profile, ready to be drawn. */
export interface FlameModel {
  tree: FlameTree;
  layout: FlameLayout;
  metric: Metric;
  /** Nodes are callers: their widths are of what they lead to, and they have no figures of their own. */
  isOfCallers?: boolean;
  /** By node: the part of its width that is waiting, from 0 to 1. */
  waitShare: Float32Array;
  /** See `FlameScene`. */
  showsChange?: boolean;
  /** What a node is called, and where it stands in the source. */
  labelOf(node: number): string;
  locationOf(node: number): string;
}

/** @returns undefined where the platform does not tell what the width means. */
export function flameModel(
  model: ProfileModel,
  metric: Metric,
  order: FlameOrder,
  options: FlameTreeOptions,
): FlameModel | undefined {
  const { profile, names, locations } = model;
  const tree = flameTree(profile, options);
  const own = ownWidths(tree, metric);
  if (own === undefined) return undefined;
  const layout = layOut(tree, own, order);
  const { function: functions } = tree;
  return {
    tree,
    layout,
    metric,
    isOfCallers: options.callersOf !== undefined,
    waitShare: waitShares(tree, layout, metric),
    labelOf(node) {
      const fn = functions[node];
      if (fn >= 0) return names[fn];
      if (node === 0) return options.callersOf === undefined ? 'all' : 'callers';
      return shown(profile.threads[-2 - fn].name);
    },
    locationOf: (node) => (functions[node] >= 0 ? locations[functions[node]] : ''),
  };
}

function waitShares(tree: FlameTree, { width }: FlameLayout, metric: Metric): Float32Array {
  const shares = new Float32Array(width.length);
  if (metric === 'waiting') return shares.fill(1);
  const waits = metric === 'wall' ? ownWidths(tree, 'waiting') : undefined;
  if (waits === undefined) return shares;
  for (let row = waits.length - 1; row > 0; row--) waits[tree.parent[row]] += waits[row];
  for (let row = 0; row < shares.length; row++) {
    if (width[row] > 0) shares[row] = Math.min(1, waits[row] / width[row]);
  }
  return shares;
}
