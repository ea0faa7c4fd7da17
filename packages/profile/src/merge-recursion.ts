import type { CallTreeNode } from './call-tree.js';

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
 */
export function mergeRecursion(root: CallTreeNode): RecursionFreeNode {
  const top = new MergedNode(root.function, undefined);
  const merged = [top];
  // Not recursive itself: a tree may be as deep as the program's recursion.
  const path: Step[] = [];
  /** How many nodes on the path belong to a function. */
  const depth = new Map<number, number>();
  const enter = (node: CallTreeNode, into: MergedNode) => {
    into.enter(node);
    depth.set(node.function, (depth.get(node.function) ?? 0) + 1);
    path.push({ node, into, nextChild: 0 });
  };
  const leave = ({ node, into }: Step) => {
    into.leave();
    depth.set(node.function, depth.get(node.function)! - 1);
    path.pop();
  };
  enter(root, top);
  for (let step = path.at(-1); step; step = path.at(-1)) {
    const child = step.node.children[step.nextChild++];
    if (!child) {
      leave(step);
      continue;
    }
    const isOnPath = (depth.get(child.function) ?? 0) > 0;
    let into = isOnPath ? step.into.closest(child.function) : undefined;
    into ??= step.into.child(child.function);
    if (!into) merged.push((into = step.into.addChild(child.function)));
    enter(child, into);
  }
  // Children follow their parents: backwards, a node is complete when its turn comes.
  for (const node of merged.reverse()) node.sumUp();
  return top;
}

interface Step {
  node: CallTreeNode;
  /** What the node was merged into. */
  into: MergedNode;
  nextChild: number;
}

class MergedNode implements RecursionFreeNode {
  readonly function: number;
  calls = 0;
  outermostCalls = 0;
  carriedIn = 0;
  live = 0;
  suspensions = 0;
  self = 0;
  onStack = 0;
  awaiting = 0;
  paused = 0;
  external = 0;
  total = 0;
  heaviest = 0;
  size = 1;
  children: MergedNode[] = [];
  readonly #byFunction = new Map<number, MergedNode>();
  /** How many nodes on the path that is being walked were merged into this one. */
  #depth = 0;

  constructor(
    functionIndex: number,
    readonly parent: MergedNode | undefined,
  ) {
    this.function = functionIndex;
  }

  enter(node: CallTreeNode): void {
    this.calls += node.calls;
    this.carriedIn += node.carriedIn;
    this.live += node.live;
    this.suspensions += node.suspensions;
    this.self += node.self;
    this.external += node.external;
    if (this.#depth++ > 0) return;
    this.outermostCalls += node.calls;
    this.onStack += node.onStack;
    this.awaiting += node.awaiting;
    this.paused += node.paused;
    this.total += node.total;
  }

  leave(): void {
    this.#depth--;
  }

  /** This node or the ancestor of the same function. */
  closest(functionIndex: number): MergedNode | undefined {
    let node: MergedNode | undefined = this as MergedNode;
    while (node && node.function !== functionIndex) node = node.parent;
    return node;
  }

  child(functionIndex: number): MergedNode | undefined {
    return this.#byFunction.get(functionIndex);
  }

  addChild(functionIndex: number): MergedNode {
    const child = new MergedNode(functionIndex, this);
    this.#byFunction.set(functionIndex, child);
    this.children.push(child);
    return child;
  }

  sumUp(): void {
    this.heaviest = this.children.reduce((max, child) => Math.max(max, child.heaviest), this.total);
    this.size = this.children.reduce((sum, { size }) => sum + size, 1);
    this.children.sort((a, b) => b.heaviest - a.heaviest);
  }
}
