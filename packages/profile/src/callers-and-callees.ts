import { walkContexts } from './context-tree.js';
import type { ContextTable, Profile } from './document.js';

/**
 * What one function spent in calls from one other function, summed over all threads. A call within
 * a call from the same caller counts its inclusive times once; the figures are the same whether the
 * edge is seen from its caller or from its callee. Times are milliseconds.
 */
export interface CallEdge {
  /** The other function, by index in the profile's `functions`; -1 for the root, as a caller. */
  function: number;
  /** Calls of the callee by the caller. */
  calls: number;
  /** Time on stack of the callee, with no instrumented callee of its own above it. */
  self: number;
  /** Time on stack of the callee and of what it called. */
  onStack: number;
  /** Time that the callee was suspended on promises. */
  awaiting: number;
  /** `onStack + awaiting`. */
  total: number;
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
  const callers = new Edges();
  const callees = new Edges();
  for (const { contexts } of profile.threads) {
    const { parent, function: called } = contexts;
    const visit = (row: number, method: 'enter' | 'leave') => {
      if (row === 0) return;
      const caller = called[parent[row]];
      if (called[row] === functionIndex) callers[method](caller, contexts, row);
      if (caller === functionIndex) callees[method](called[row], contexts, row);
    };
    walkContexts(
      contexts,
      (row) => visit(row, 'enter'),
      (row) => visit(row, 'leave'),
    );
  }
  return { callers: callers.byTotal(), callees: callees.byTotal() };
}

/** The edges on one side of a function, while the call tree is walked. */
class Edges {
  readonly #edges = new Map<number, CallEdge>();
  /** How many contexts on the path from the root belong to the edge. */
  readonly #depth = new Map<number, number>();

  enter(other: number, contexts: ContextTable, row: number): void {
    const edge = this.#edges.get(other) ?? emptyEdge(other);
    this.#edges.set(other, edge);
    edge.calls += contexts.calls[row];
    edge.self += contexts.self[row];
    const depth = this.#depth.get(other) ?? 0;
    this.#depth.set(other, depth + 1);
    if (depth > 0) return;
    edge.onStack += contexts.onStack[row];
    edge.awaiting += contexts.awaiting[row];
    edge.total += contexts.onStack[row] + contexts.awaiting[row];
  }

  leave(other: number): void {
    this.#depth.set(other, this.#depth.get(other)! - 1);
  }

  byTotal(): CallEdge[] {
    return [...this.#edges.values()].sort((a, b) => b.total - a.total);
  }
}

function emptyEdge(other: number): CallEdge {
  return { function: other, calls: 0, self: 0, onStack: 0, awaiting: 0, total: 0 };
}
