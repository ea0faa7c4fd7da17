import type { CallTreeNode } from './call-tree.js';
import { isZero, summedFigures, type ContextColumns } from './context-columns.js';
import { RowsByPath } from './rows-by-path.js';
import { TreeNode, TreeRows } from './tree-rows.js';

/** A node of a call tree in which no function is its own ancestor. */
export interface RecursionFreeNode extends CallTreeNode {
  /** Calls that did not come from another call in the same node. */
  outermostCalls: number;
  children: readonly RecursionFreeNode[];
}

/**
 * Merges a call that has the same function among its ancestors into that ancestor, and what it
 * called into what the ancestor called. Counts and own times add up; times that include callees
 * count recursion once.
 *
 * @param root A node of `callTree`.
 */
export function mergeRecursion(root: CallTreeNode): RecursionFreeNode {
  const { rows, row: top } = TreeNode.placeOf(root as TreeNode & CallTreeNode);
  const count = rows.size.length;
  const merged = new RowsByPath(root.size, root.function);
  /** By row: what it was merged into; -1 for what is not below the root. */
  const into = new Int32Array(count).fill(NONE);
  /** By row: 1 for calls that did not come from another call in the same merged row. */
  const isOutermost = new Uint8Array(count);
  /** By merged row: how many rows on the path were merged into it. */
  const depth = new Int32Array(root.size);
  /** By function, and for the root before the first: how many rows of it are on the path. */
  const onPath = new Int32Array(2 + largest(rows.function));
  rows.walk(
    top,
    (row, parent) => {
      const fn = rows.function[row];
      const above = parent === NONE ? NONE : into[parent];
      into[row] = above === NONE ? 0 : mergedRow(merged, above, fn, onPath[1 + fn] > 0);
      onPath[1 + fn]++;
      isOutermost[row] = depth[into[row]]++ === 0 ? 1 : 0;
    },
    (row) => {
      depth[into[row]]--;
      onPath[1 + rows.function[row]]--;
    },
  );
  const columns = mergedColumns(rows.columns, { into, isOutermost, count: merged.count });
  const parents = merged.parent.subarray(0, merged.count);
  const functions = merged.function.subarray(0, merged.count);
  return new MergedNode(new TreeRows(parents, functions, columns), 0);
}

const NONE = -1;

function largest(functions: ArrayLike<number>): number {
  let most = NONE;
  for (let row = 0; row < functions.length; row++) most = Math.max(most, functions[row]);
  return most;
}

/** The row of a function that another one called: an ancestor's if it is recursion. */
function mergedRow(merged: RowsByPath, above: number, fn: number, isOnPath: boolean): number {
  for (let row = isOnPath ? above : NONE; row !== NONE; row = merged.parent[row]) {
    if (merged.function[row] === fn) return row;
  }
  return merged.child(above, fn);
}

/** The columns of merged rows. */
interface MergedColumns extends ContextColumns {
  outermostCalls: Float64Array;
}

const SUMMED = summedFigures('context');

/** Where the figures of each row go. */
interface Merging {
  /** By row: the merged row; -1 for none. */
  into: Int32Array;
  isOutermost: Uint8Array;
  /** How many merged rows there are. */
  count: number;
}

/** Summed column by column, which is far faster than row by row. */
function mergedColumns(columns: ContextColumns, merging: Merging): MergedColumns {
  const sums = SUMMED.outermost.map((name) => {
    const column = columns[name];
    const addsNested = SUMMED.nested.includes(name);
    return [name, column && sumsOf(column, merging, addsNested)] as const;
  });
  return {
    ...(Object.fromEntries(sums) as unknown as ContextColumns),
    outermostCalls: sumsOf(columns.calls, merging, false),
  };
}

function sumsOf(
  column: ArrayLike<number>,
  { into, isOutermost, count }: Merging,
  addsNested: boolean,
): Float64Array {
  const sums = new Float64Array(count);
  if (isZero(column)) return sums;
  for (let row = 0; row < into.length; row++) {
    if (into[row] !== NONE && (addsNested || isOutermost[row] === 1))
      sums[into[row]] += column[row];
  }
  return sums;
}

class MergedNode extends TreeNode implements RecursionFreeNode {
  get outermostCalls(): number {
    const { rows, row } = TreeNode.placeOf(this);
    return (rows.columns as MergedColumns).outermostCalls[row];
  }
}
