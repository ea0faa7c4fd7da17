import type { Profile } from '../document/profile.js';
import type { ContextFigures } from '../figures/figures.js';
import { contextColumns } from './context-columns.js';
import { TreeNode, TreeRows } from './tree-rows.js';

/**
 * A function reached by one logical path. Times are milliseconds and belong to the activations of
 * this node; on stack, that includes what they called.
 */
export interface CallTreeNode extends ContextFigures {
  /** Index in the profile's `functions`; -1 for the root of a thread. */
  function: number;
  /**
   * The largest `total` of the node and everything below it. A call may outlive its caller by far,
   * so this and not `total` says whether a branch is small enough to fold.
   */
  heaviest: number;
  /** Nodes in the branch, this one included. */
  size: number;
  /** By `heaviest`, the largest first. */
  children: readonly CallTreeNode[];
}

/**
 * The logical call tree: one root for each thread, in the order of the profile's `threads`, whose
 * children are what no instrumented function called.
 */
export function callTree({ threads }: Profile): CallTreeNode[] {
  return threads.map(({ contexts }) => {
    const rows = new TreeRows(contexts.parent, contexts.function, contextColumns(contexts));
    return new TreeNode(rows, 0);
  });
}
