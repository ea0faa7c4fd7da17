import { spansOf, type Spans } from '../canvas/spans.js';
import type { FlameTree } from './flame-tree.js';

/** In which order siblings stand: as they were first called, or the widest first. */
export type FlameOrder = 'calls' | 'heavy';

/** Where the blocks of a flame graph are, on an axis of whole units from 0. */
export interface FlameLayout {
  /** By node: its own part of the width, and that with all below. */
  own: Float64Array;
  width: Float64Array;
  /** By node: where it begins, its level, and its span. */
  start: Float64Array;
  level: Int32Array;
  spanOf: Int32Array;
  /** The blocks of each level, in order; those without a width have none. */
  spans: Spans;
  /** By span: its node. */
  nodeOf: Int32Array;
  levels: number;
}

const NONE = -1;

/** Lays a tree out: each block is as wide as what it and all below it took, and stands below its caller. */
export function layOut(tree: FlameTree, own: Float64Array, order: FlameOrder): FlameLayout {
  const { parent } = tree;
  const count = parent.length;
  const width = own.slice();
  for (let row = count - 1; row > 0; row--) width[parent[row]] += width[row];

  const { firstChild, nextSibling } = linkChildren(parent, width, order);
  const start = new Float64Array(count);
  const level = new Int32Array(count);
  // Parents precede their children in `parent`, though not siblings in their order.
  const filled = new Float64Array(count);
  const stack: number[] = [0];
  const preorder = new Int32Array(count);
  let visited = 0;
  while (stack.length > 0) {
    const node = stack.pop()!;
    preorder[visited++] = node;
    const above = parent[node];
    if (above !== NONE) {
      start[node] = start[above] + filled[above];
      filled[above] += width[node];
      level[node] = level[above] + 1;
    }
    if (nextSibling[node] !== NONE) stack.push(nextSibling[node]);
    if (firstChild[node] !== NONE) stack.push(firstChild[node]);
  }

  let levels = 0;
  for (let row = 0; row < count; row++) {
    if (width[row] > 0) levels = Math.max(levels, level[row] + 1);
  }
  const { rows, nodeOf, spanOf } = sortByLevel(preorder, level, width, levels);
  const spanStart = new Float64Array(nodeOf.length);
  const spanEnd = new Float64Array(nodeOf.length);
  for (let span = 0; span < nodeOf.length; span++) {
    spanStart[span] = start[nodeOf[span]];
    spanEnd[span] = start[nodeOf[span]] + width[nodeOf[span]];
  }
  const spans = spansOf(rows, spanStart, spanEnd);
  return { own, width, start, level, spanOf, spans, nodeOf, levels };
}

/** The children of each node as a list, in the order in which they are shown. */
function linkChildren(parent: Int32Array, width: Float64Array, order: FlameOrder) {
  const firstChild = new Int32Array(parent.length).fill(NONE);
  const nextSibling = new Int32Array(parent.length).fill(NONE);
  const rows = Int32Array.from(parent, (_, row) => row);
  // Prepended one by one, so the first comes last.
  if (order === 'heavy') rows.sort((a, b) => width[a] - width[b] || b - a);
  else rows.reverse();
  for (const row of rows) {
    const above = parent[row];
    if (above === NONE) continue;
    nextSibling[row] = firstChild[above];
    firstChild[above] = row;
  }
  return { firstChild, nextSibling };
}

/** In preorder the blocks of a level come from left to right: counting them by level sorts them. */
function sortByLevel(preorder: Int32Array, level: Int32Array, width: Float64Array, levels: number) {
  const rows = new Int32Array(levels + 1);
  for (let node = 0; node < level.length; node++) if (width[node] > 0) rows[level[node] + 1]++;
  for (let i = 0; i < levels; i++) rows[i + 1] += rows[i];
  const next = rows.slice();
  const nodeOf = new Int32Array(rows[levels]);
  const spanOf = new Int32Array(level.length).fill(NONE);
  for (const node of preorder) {
    if (width[node] === 0) continue;
    const span = next[level[node]]++;
    nodeOf[span] = node;
    spanOf[node] = span;
  }
  return { rows, nodeOf, spanOf };
}
