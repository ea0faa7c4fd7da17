import type { ContextTable, Profile } from '../document/profile.js';
import type { EdgeFigures } from '../figures/figures.js';
import {
  addColumn,
  contextColumns,
  summedFigures,
  type ContextColumns,
} from './context-columns.js';
import { outermostRows } from './context-tree.js';

/**
 * What one function spent in calls from one other function, summed over all threads. A call within
 * a call from the same caller counts its inclusive times once; the figures are the same whether the
 * edge is seen from its caller or from its callee. Times are milliseconds.
 */
export interface CallEdge extends EdgeFigures {
  /** The other function, by index in the profile's `functions`; -1 for the root, as a caller. */
  function: number;
}

export interface CallersAndCallees {
  /** Who called the function; by total, the largest first. */
  callers: CallEdge[];
  /** Whom the function called; by total, the largest first. */
  callees: CallEdge[];
}

/**
 * The functions next to one function in the logical call tree.
 *
 * @param functionIndex Index in the profile's `functions`.
 */
export function callersAndCallees(profile: Profile, functionIndex: number): CallersAndCallees {
  const callers = new Edges(profile.functions.length);
  const callees = new Edges(profile.functions.length);
  for (const { contexts } of profile.threads) {
    const { parent, function: called } = contexts;
    const columns = contextColumns(contexts);
    const callerOf = new Int32Array(called.length).fill(NONE);
    const calleeOf = new Int32Array(called.length).fill(NONE);
    for (let row = 1; row < called.length; row++) {
      const caller = called[parent[row]];
      if (called[row] === functionIndex) callerOf[row] = caller < 0 ? ROOT_KEY : caller + 1;
      if (caller === functionIndex) calleeOf[row] = called[row] + 1;
    }
    callers.add(contexts, columns, callerOf);
    callees.add(contexts, columns, calleeOf);
  }
  return { callers: callers.byTotal(), callees: callees.byTotal() };
}

/** The key of a context that belongs to no edge. */
const NONE = -1;
/** The key of the edge with the root; that with a function is its index and one. */
const ROOT_KEY = 0;

const SUMMED = summedFigures('edge');

/** The edges on one side of a function. */
class Edges {
  readonly #sums: (Float64Array | undefined)[];
  /** The keys of the edges, in the order in which they appear. */
  readonly #keys = new Set<number>();

  constructor(functions: number) {
    this.#sums = SUMMED.outermost.map(() => new Float64Array(functions + 1));
  }

  /** @param keys By context: the key of its edge. */
  add(contexts: ContextTable, columns: ContextColumns, keys: Int32Array): void {
    const all = new Uint8Array(keys.length);
    keys.forEach((key, row) => {
      if (key === NONE) return;
      all[row] = 1;
      this.#keys.add(key);
    });
    const outermost = outermostRows(contexts, keys);
    SUMMED.outermost.forEach((name, i) => {
      const column = columns[name];
      const sums = this.#sums[i];
      // What is unknown of one thread is unknown of all.
      if (column === undefined) this.#sums[i] = undefined;
      if (column === undefined || sums === undefined) return;
      addColumn(sums, column, keys, SUMMED.nested.includes(name) ? all : outermost);
    });
  }

  byTotal(): CallEdge[] {
    const edges = [...this.#keys].map((key) => {
      const figures = SUMMED.outermost.map((name, i) => [name, this.#sums[i]?.[key]]);
      return { function: key - 1, ...Object.fromEntries(figures) } as CallEdge;
    });
    return edges.sort((a, b) => b.total - a.total);
  }
}
