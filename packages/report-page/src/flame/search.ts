import type { FlameLayout } from './layout.js';
import type { FlameTree } from './flame-tree.js';

export interface Found {
  /** By node: 1 for a match. */
  matches: Uint8Array;
  /** By span: how many of all before it match; and one more, for all. */
  before: Int32Array;
  count: number;
  /** What the matches and all below them take of the whole, from 0 to 1: one within another counts once. */
  share: number;
}

/**
 * Finds the nodes of functions.
 *
 * @param isMatch By index of function; those of threads and of the root never match.
 */
export function findNodes(
  { parent, function: functions }: FlameTree,
  { width, nodeOf }: FlameLayout,
  isMatch: (fn: number) => boolean,
): Found {
  const known = new Map<number, boolean>();
  const matches = new Uint8Array(parent.length);
  const isCovered = new Uint8Array(parent.length);
  let count = 0;
  let covered = 0;
  for (let node = 1; node < parent.length; node++) {
    const fn = functions[node];
    let matched = known.get(fn);
    if (matched === undefined) known.set(fn, (matched = fn >= 0 && isMatch(fn)));
    const isWithin = isCovered[parent[node]] === 1;
    isCovered[node] = matched || isWithin ? 1 : 0;
    if (!matched) continue;
    matches[node] = 1;
    count++;
    if (!isWithin) covered += width[node];
  }
  const before = new Int32Array(nodeOf.length + 1);
  for (let span = 0; span < nodeOf.length; span++) {
    before[span + 1] = before[span] + matches[nodeOf[span]];
  }
  return { matches, before, count, share: width[0] > 0 ? covered / width[0] : 0 };
}
