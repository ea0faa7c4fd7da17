import type { ComparedEdge } from './comparison.js';
import type { FunctionMatching } from './match-functions.js';
import type { RunFigures } from './run-figures.js';

/**
 * The calls of one function by another that appeared or vanished: made in all runs of one side and in none of
 * the other. Only of functions that ran on both sides; those of a function that appeared say nothing more.
 *
 * @param ranOnBoth By row of the matching.
 */
export function compareEdges(
  base: readonly RunFigures[],
  head: readonly RunFigures[],
  rows: Pick<FunctionMatching, 'base' | 'head'>,
  ranOnBoth: (row: number) => boolean,
): ComparedEdge[] {
  const runsOf = { base: new EdgeRuns(base, rows.base), head: new EdgeRuns(head, rows.head) };
  const isOnBoth = (row: number) => row < 0 || ranOnBoth(row);
  const edges = (status: ComparedEdge['status'], on: EdgeRuns, off: EdgeRuns): ComparedEdge[] =>
    on
      .inAllRuns()
      .filter(
        ([caller, callee]) => isOnBoth(caller) && isOnBoth(callee) && !off.has(caller, callee),
      )
      .map(([caller, callee]) => ({ status, caller, callee }));
  return [
    ...edges('appeared', runsOf.head, runsOf.base),
    ...edges('vanished', runsOf.base, runsOf.head),
  ];
}

/** In how many runs of a side each edge was there. */
class EdgeRuns {
  readonly #runs: number;
  readonly #edges = new Map<string, { caller: number; callee: number; runs: number }>();

  constructor(runs: readonly RunFigures[], rows: number[][]) {
    this.#runs = runs.length;
    runs.forEach(({ edges }, run) => {
      const rowOf = (index: number) => (index < 0 ? index : rows[run][index]);
      // Namesakes that are put together may have an edge each.
      const pairs = edges.map(({ caller, callee }) => [rowOf(caller), rowOf(callee)] as const);
      for (const [key, [caller, callee]] of new Map(pairs.map((pair) => [pair.join(), pair]))) {
        const known = this.#edges.get(key);
        if (known === undefined) this.#edges.set(key, { caller, callee, runs: 1 });
        else known.runs++;
      }
    });
  }

  has(caller: number, callee: number): boolean {
    return this.#edges.has([caller, callee].join());
  }

  inAllRuns(): [caller: number, callee: number][] {
    return [...this.#edges.values()]
      .filter(({ runs }) => runs === this.#runs)
      .map(({ caller, callee }) => [caller, callee]);
  }
}
