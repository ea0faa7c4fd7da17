import type { Profile } from '@coroscope/profile';
import { TreeBuilder } from './tree-builder.js';

/** The figures of a node: sums of the contexts that make it up, without what those called. */
export const FLAME_FIGURES = [
  'calls',
  'self',
  'external',
  'outside',
  'contended',
  'blame',
] as const;
export type FlameFigure = (typeof FLAME_FIGURES)[number];

/** A call tree for a flame graph, a row a node. Parents precede their children; row 0 is the root. */
export interface FlameTree {
  parent: Int32Array;
  /** Index in the profile's `functions`; -1 for the root, less for a thread (`threadNode`). */
  function: Int32Array;
  /** Milliseconds, and numbers of calls; undefined where the platform does not tell. */
  figures: Record<FlameFigure, ArrayLike<number> | undefined>;
}

export interface FlameTreeOptions {
  /** By function, 1 for those whose time goes to their callers. */
  hidden?: Uint8Array;
  /** Puts a call within a call of the same function together with that one. */
  mergesRecursion?: boolean;
  /** Only what ran in calls of this function, whoever called it. */
  root?: number;
  /** The tree of callers of a function instead: its callers are its children, and so on. */
  callersOf?: number;
}

type Column = ArrayLike<number> | undefined;

const NONE = -1;

/** Levels of callers that a tree of callers has at most. */
const MOST_CALLERS = 500;

/** What stands for a thread among the functions of a tree of several threads. */
export function threadNode(thread: number): number {
  return -2 - thread;
}

/** The call tree of all threads of a profile. */
export function flameTree(profile: Profile, options: FlameTreeOptions = {}): FlameTree {
  const { threads } = profile;
  if (threads.length === 1 && !changesTree(options)) return storedTree(profile);
  const rows = threads.reduce((sum, { contexts }) => sum + contexts.parent.length, threads.length);
  const tree = new TreeBuilder(rows, FLAME_FIGURES.length);
  threads.forEach(({ contexts }, thread) => {
    const columns = FLAME_FIGURES.map((name): Column => contexts[name]);
    columns.forEach((column, i) => column ?? tree.forget(i));
    if (options.callersOf !== undefined) {
      addCallers(tree, contexts, columns, options.callersOf);
      return;
    }
    const hasThreads = threads.length > 1 && options.root === undefined;
    addCallees(
      tree,
      hasThreads ? tree.child(0, threadNode(thread)) : 0,
      contexts,
      columns,
      options,
    );
  });
  return {
    parent: tree.parent,
    function: tree.function,
    figures: named(tree.sums),
  };
}

function changesTree({ hidden, mergesRecursion, root, callersOf }: FlameTreeOptions): boolean {
  return (
    mergesRecursion === true ||
    root !== undefined ||
    callersOf !== undefined ||
    (hidden?.includes(1) ?? false)
  );
}

/** The tree of the only thread as the document has it, which need not be copied. */
function storedTree({ threads: [{ contexts }] }: Profile): FlameTree {
  return {
    parent: Int32Array.from(contexts.parent),
    function: Int32Array.from(contexts.function),
    figures: named(
      FLAME_FIGURES.map((name) => {
        const column = contexts[name];
        // The `self` of the root is time with nothing on the stack.
        return name === 'self' && column ? withoutRoot(column) : column;
      }),
    ),
  };
}

function withoutRoot(column: ArrayLike<number>): Float64Array {
  const copy = Float64Array.from(column);
  copy[0] = 0;
  return copy;
}

function named(columns: readonly Column[]): FlameTree['figures'] {
  return Object.fromEntries(
    FLAME_FIGURES.map((name, i) => [name, columns[i]]),
  ) as FlameTree['figures'];
}

interface Contexts {
  parent: ArrayLike<number>;
  function: ArrayLike<number>;
}

/** Adds the contexts of a thread below a node. */
function addCallees(
  tree: TreeBuilder,
  top: number,
  { parent, function: functions }: Contexts,
  columns: readonly Column[],
  { hidden, mergesRecursion = false, root }: FlameTreeOptions,
): void {
  /** By row: its node, or -1 for what is not in the tree. */
  const nodes = new Int32Array(parent.length);
  nodes[0] = root === undefined ? top : NONE;
  const nodeOf = (fn: number, above: number): number => {
    if (above === NONE) return fn === root ? tree.child(top, fn) : NONE;
    if (hidden?.[fn] === 1) return above;
    const merged = mergesRecursion ? tree.ancestor(above, fn) : NONE;
    return merged === NONE ? tree.child(above, fn) : merged;
  };
  for (let row = 1; row < parent.length; row++) {
    const node = nodeOf(functions[row], nodes[parent[row]]);
    nodes[row] = node;
    if (node !== NONE) tree.add(node, columns, row);
  }
}

/** Adds the paths by which the outermost calls of a function were reached, from the function up. */
function addCallers(
  tree: TreeBuilder,
  { parent, function: functions }: Contexts,
  columns: readonly Column[],
  of: number,
): void {
  const inclusive = columns.map((column) => column && sumOverSubtrees(column, parent));
  /** 1 for rows within a call of the function, which has their time. */
  const isWithin = new Uint8Array(parent.length);
  for (let row = 1; row < parent.length; row++) {
    const above = parent[row];
    const isCall = functions[row] === of;
    isWithin[row] = isCall || isWithin[above] === 1 ? 1 : 0;
    if (!isCall || isWithin[above] === 1) continue;
    let node = tree.child(0, of);
    let levels = 0;
    for (let up = above; up > 0 && levels < MOST_CALLERS; up = parent[up], levels++) {
      node = tree.child(node, functions[up]);
    }
    tree.add(node, inclusive, row);
  }
}

function sumOverSubtrees(column: ArrayLike<number>, parent: ArrayLike<number>): Float64Array {
  const sums = Float64Array.from(column);
  for (let row = sums.length - 1; row > 0; row--) sums[parent[row]] += sums[row];
  return sums;
}
