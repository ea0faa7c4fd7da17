import type { Profile } from '../document/profile.js';
import { matchFunctions } from './match-functions.js';
import { addColumn } from '../tables/context-columns.js';
import { runFigures, type RunFigures } from './run-figures.js';

/** The figures of contexts that add up over subtrees. */
const TREE_FIGURES = ['calls', 'suspensions', 'self', 'external', 'blame'] as const;
export type TreeFigure = (typeof TREE_FIGURES)[number];

/**
 * The call trees of both sides as one: paths that only one of them has are there, too. A row is a
 * context, over all threads and tags; row 0 is the root, and parents precede their children.
 */
export interface ComparedTree {
  /** Row of the parent; -1 for the root. */
  parent: Int32Array;
  /**
   * Index in the `functions` of the comparison of the same profiles; -1 for the root; -1 less their number for
   * contexts that were left out, and put together.
   */
  function: Int32Array;
  /** Means over the runs of a side, since these add up; times in milliseconds. The root has none. */
  base: Record<TreeFigure, Float64Array>;
  head: Record<TreeFigure, Float64Array>;
}

/**
 * The call tree of one run, over all its threads and tags: what `compareTrees` needs to know of it, and less
 * than its profile.
 */
export interface RunTree {
  parent: Int32Array;
  /** Index in the functions of the run; -1 for the root. */
  function: Int32Array;
  figures: Record<TreeFigure, Float64Array>;
}

/** Reads from a profile what the comparison of call trees needs. */
export function runTree({ threads, functions }: Profile): RunTree {
  const tree = new GrowingTree(functions.length);
  const rowsOf = threads.map(({ contexts }) => addRows(contexts, (fn) => fn, tree));
  const rows = tree.parent.length;
  const figures = TREE_FIGURES.map((name) => {
    const sums = new Float64Array(rows);
    threads.forEach(({ contexts }, thread) => {
      const column = contexts[name];
      if (column !== undefined) addColumn(sums, column, rowsOf[thread]);
    });
    return [name, sums];
  });
  return { ...tree.columns(), figures: Object.fromEntries(figures) as RunTree['figures'] };
}

/** A run with its call tree. */
export interface RunWithTree {
  figures: RunFigures;
  tree: RunTree;
}

/** Puts the call trees of the runs of two sides into one. */
export function compareTrees(
  base: readonly RunWithTree[],
  head: readonly RunWithTree[],
): ComparedTree {
  const matching = matchFunctions(
    base.map(({ figures }) => figures),
    head.map(({ figures }) => figures),
  );
  const tree = new GrowingTree(matching.functions.length);
  const rowsOf = (runs: readonly RunWithTree[], functionRows: number[][]) =>
    runs.map((run, i) => addRows(run.tree, (fn) => functionRows[i][fn], tree));
  const rows = { base: rowsOf(base, matching.base), head: rowsOf(head, matching.head) };
  const means = (runs: readonly RunWithTree[], rowsOfRuns: Int32Array[]) =>
    Object.fromEntries(
      TREE_FIGURES.map((name) => {
        const sums = new Float64Array(tree.parent.length);
        runs.forEach((run, i) => addColumn(sums, run.tree.figures[name], rowsOfRuns[i]));
        return [name, sums.map((sum) => sum / runs.length)];
      }),
    ) as ComparedTree['base'];
  return { ...tree.columns(), base: means(base, rows.base), head: means(head, rows.head) };
}

/** Puts the call trees of the profiles of two sides into one. */
export function comparedTree(base: readonly Profile[], head: readonly Profile[]): ComparedTree {
  const runs = (profiles: readonly Profile[]) =>
    profiles.map((profile) => ({ figures: runFigures(profile), tree: runTree(profile) }));
  return compareTrees(runs(base), runs(head));
}

/**
 * How wide each row is drawn: the larger of both sides for its own part, and the widths of its
 * children. So what vanished stays in sight, and no child exceeds its parent.
 *
 * @param figures What is summed to the own part, such as `self` and `external`.
 */
export function largerWidths(tree: ComparedTree, figures: readonly TreeFigure[]): Float64Array {
  const own = (side: 'base' | 'head', row: number) =>
    figures.reduce((sum, name) => sum + tree[side][name][row], 0);
  const widths = new Float64Array(tree.parent.length);
  // Children follow their parents: backwards, a row is complete when its turn comes.
  for (let row = widths.length - 1; row >= 0; row--) {
    widths[row] += Math.max(own('base', row), own('head', row));
    if (row > 0) widths[tree.parent[row]] += widths[row];
  }
  return widths;
}

/** A tree in which each path of functions is found again. */
class GrowingTree {
  readonly parent = [-1];
  readonly function = [-1];
  readonly #rows = new Map<number, number>();
  readonly #functions: number;

  constructor(functions: number) {
    this.#functions = functions;
  }

  /** The row of a function that one of a row has called. */
  child(parent: number, fn: number): number {
    const key = parent * this.#functions + fn;
    const known = this.#rows.get(key);
    if (known !== undefined) return known;
    const row = this.parent.length;
    this.#rows.set(key, row);
    this.parent.push(parent);
    this.function.push(fn);
    return row;
  }

  columns(): { parent: Int32Array; function: Int32Array } {
    return { parent: Int32Array.from(this.parent), function: Int32Array.from(this.function) };
  }
}

/** Adds the contexts of a tree to another one; by context: its row there. */
function addRows(
  { parent, function: functions }: { parent: ArrayLike<number>; function: ArrayLike<number> },
  functionOf: (fn: number) => number,
  tree: GrowingTree,
): Int32Array {
  const rows = new Int32Array(parent.length);
  for (let row = 1; row < rows.length; row++) {
    rows[row] = tree.child(rows[parent[row]], functionOf(functions[row]));
  }
  return rows;
}
