import type { Profile, Thread } from './document.js';

/**
 * A function reached by one logical path. Times are milliseconds and belong to the activations of
 * this node; on stack, that includes what they called.
 */
export interface CallTreeNode {
  /** Index in the profile's `functions`; -1 for the root of a thread. */
  function: number;
  calls: number;
  carriedIn: number;
  live: number;
  suspensions: number;
  self: number;
  onStack: number;
  awaiting: number;
  paused: number;
  external: number;
  /** `onStack + awaiting`. */
  total: number;
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
export function callTree(profile: Profile): CallTreeNode[] {
  return profile.threads.map(threadTree);
}

const NO_CHILDREN: readonly CallTreeNode[] = [];

function threadTree({ contexts }: Thread): CallTreeNode {
  const nodes = contexts.function.map((_, row): CallTreeNode => {
    const total = contexts.onStack[row] + contexts.awaiting[row];
    return {
      function: contexts.function[row],
      calls: contexts.calls[row],
      carriedIn: contexts.carriedIn[row],
      live: contexts.live[row],
      suspensions: contexts.suspensions[row],
      self: contexts.self[row],
      onStack: contexts.onStack[row],
      awaiting: contexts.awaiting[row],
      paused: contexts.paused[row],
      external: contexts.external[row],
      total,
      heaviest: total,
      size: 1,
      children: NO_CHILDREN,
    };
  });
  // Children follow their parents: backwards, a node is complete when its turn comes.
  for (let row = nodes.length - 1; row > 0; row--) {
    const node = nodes[row];
    const parent = nodes[contexts.parent[row]];
    parent.size += node.size;
    parent.heaviest = Math.max(parent.heaviest, node.heaviest);
    if (parent.children === NO_CHILDREN) parent.children = [node];
    else (parent.children as CallTreeNode[]).push(node);
  }
  for (const { children } of nodes) {
    if (children.length > 1) (children as CallTreeNode[]).reverse().sort(byHeaviest);
  }
  return nodes[0];
}

function byHeaviest(a: CallTreeNode, b: CallTreeNode): number {
  return b.heaviest - a.heaviest;
}
