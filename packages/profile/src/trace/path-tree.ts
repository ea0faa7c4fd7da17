import { activationsOf } from './activations.js';
import { addCallees } from './callees.js';
import type { CriticalPath, Piece } from './critical-path.js';
import { NONE, type Trace } from './trace.js';

/** The activations of one function that a path leads through at one node. Times are milliseconds. */
export interface PathNode {
  /** Index in the trace's `functions`; -1 if it is not known. */
  function: number;
  /** How many activations these are. */
  count: number;
  /** The first of them. */
  activation: number;
  /** When the path first comes here. */
  start: number;
  /** The sum of all that follows. */
  time: number;
  onStack: number;
  /** The part of it during which callees were on the stack, by function. */
  callees: Map<number, number>;
  waits: PathWait[];
}

/** The waits of a node at one site. */
export interface PathWait {
  /** Index in the trace's `sites`; -1 if it is not known. */
  site: number;
  start: number;
  /** The sum of all that follows. */
  time: number;
  external: number;
  elsewhere: number;
  switching: number;
  paused: number;
  /** By function of the activation at the bottom of the stack; -1 if it is not known. */
  blocked: Map<number, number>;
  busy: Map<number, number>;
  /** What explains the rest, in order of time. */
  children: PathNode[];
}

/**
 * A critical path by function and site: what a loop does a hundred times is one branch. In order of
 * time, by when the path first comes to each.
 */
export function pathTree(trace: Trace, { visits, pieces }: CriticalPath): PathNode {
  const activations = activationsOf(trace);
  /** By visit; several visits may share a node. */
  const nodeOf: PathNode[] = [];
  /** Each after its parent. */
  const nodes: PathNode[] = [];
  for (const { activation, parent, site } of visits) {
    const siblings = parent < 0 ? [] : waitAt(nodeOf[parent], site).children;
    const fn = activations.functionOf(activation);
    let node = siblings.find((sibling) => sibling.function === fn);
    if (node === undefined) {
      node = emptyNode(fn);
      siblings.push(node);
      nodes.push(node);
    }
    node.count++;
    // Visits are made from the last to the first.
    node.activation = activation;
    nodeOf.push(node);
  }
  for (const piece of pieces) {
    const blocker = piece.by < 0 ? NONE : activations.functionOf(piece.by);
    const node = nodeOf[piece.visit];
    addPiece(node, piece, blocker);
    if (piece.kind === 'onStack') {
      const { activation } = visits[piece.visit];
      addCallees(activations, activation, { from: piece.start, until: piece.end }, node.callees);
    }
  }
  for (const node of nodes.toReversed()) sumUp(node);
  return nodes[0];
}

function emptyNode(fn: number): PathNode {
  return {
    function: fn,
    count: 0,
    activation: 0,
    start: Infinity,
    time: 0,
    onStack: 0,
    callees: new Map(),
    waits: [],
  };
}

function waitAt(node: PathNode, site: number): PathWait {
  let wait = node.waits.find((candidate) => candidate.site === site);
  if (wait === undefined) {
    wait = {
      site,
      start: Infinity,
      time: 0,
      external: 0,
      elsewhere: 0,
      switching: 0,
      paused: 0,
      blocked: new Map(),
      busy: new Map(),
      children: [],
    };
    node.waits.push(wait);
  }
  return wait;
}

function addPiece(node: PathNode, piece: Piece, blocker: number): void {
  const time = piece.end - piece.start;
  node.start = Math.min(node.start, piece.start);
  if (piece.kind === 'onStack') {
    node.onStack += time;
    return;
  }
  const wait = waitAt(node, piece.site);
  wait.start = Math.min(wait.start, piece.start);
  if (piece.kind === 'blocked' || piece.kind === 'busy') {
    const times = wait[piece.kind];
    times.set(blocker, (times.get(blocker) ?? 0) + time);
  } else {
    wait[piece.kind] += time;
  }
}

/** Adds to a node what is below it, which is complete. */
function sumUp(node: PathNode): void {
  node.time = node.onStack;
  for (const wait of node.waits) {
    sumUpWait(wait);
    node.time += wait.time;
    node.start = Math.min(node.start, wait.start);
  }
  node.waits.sort((a, b) => a.start - b.start);
}

function sumUpWait(wait: PathWait): void {
  wait.time = wait.external + wait.elsewhere + wait.switching + wait.paused;
  for (const times of [wait.blocked, wait.busy]) {
    for (const time of times.values()) wait.time += time;
  }
  for (const child of wait.children) {
    wait.time += child.time;
    wait.start = Math.min(wait.start, child.start);
  }
  wait.children.sort((a, b) => a.start - b.start);
}
