import { outermostRows } from '@coroscope/profile';
import type { ExportedProfile, ExportedThread } from './exported-profile.js';
import { subtreeSums, type WeightName } from './weights.js';

/** The calls of one function by another, over all threads. */
export interface CallEdge {
  /** Index in the profile's `functions`; -1 for calls that no instrumented function made. */
  caller: number;
  callee: number;
}

/** What functions weigh themselves, and what their calls of others do. */
export interface CallGraph {
  edges: CallEdge[];
  /** By edge. */
  calls: Float64Array;
  /** For each weight, by function. */
  self: Float64Array[];
  /**
   * For each weight, by edge: what the calls weigh with all that they called in turn, recursion counted
   * once, so that the edges to a function add up to what it weighs so.
   */
  costs: Float64Array[];
}

/** Numbers the edges of all threads: for each row of a thread, the index of its edge; -1 for the root. */
export function edgesOf({ threads, profile }: ExportedProfile): {
  edges: CallEdge[];
  edgeOf: Int32Array[];
} {
  const edges: CallEdge[] = [];
  const indices = new Map<number, number>();
  const count = profile.functions.length;
  const edgeOf = threads.map(({ parent, function: functions }) => {
    const column = new Int32Array(parent.length).fill(-1);
    for (let row = 1; row < column.length; row++) {
      const caller = functions[parent[row]];
      const callee = functions[row];
      const key = (caller + 1) * count + callee;
      let index = indices.get(key);
      if (index === undefined) {
        index = edges.push({ caller, callee }) - 1;
        indices.set(key, index);
      }
      column[row] = index;
    }
    return column;
  });
  return { edges, edgeOf };
}

export function callGraph(exported: ExportedProfile, weights: readonly WeightName[]): CallGraph {
  const { profile, threads } = exported;
  const { edges, edgeOf } = edgesOf(exported);
  const graph: CallGraph = {
    edges,
    calls: new Float64Array(edges.length),
    self: weights.map(() => new Float64Array(profile.functions.length)),
    costs: weights.map(() => new Float64Array(edges.length)),
  };
  threads.forEach((thread, i) => addThread(graph, thread, edgeOf[i], weights));
  return graph;
}

function addThread(
  graph: CallGraph,
  { parent, function: functions, weights: columns }: ExportedThread,
  edgeOf: Int32Array,
  weights: readonly WeightName[],
): void {
  const outermost = outermostRows({ parent }, functions);
  for (let row = 1; row < parent.length; row++) graph.calls[edgeOf[row]] += columns.calls![row];
  weights.forEach((name, weight) => {
    const column = columns[name]!;
    const sums = subtreeSums(column, parent);
    for (let row = 1; row < parent.length; row++) {
      graph.self[weight][functions[row]] += column[row];
      // A call within a call of the same function is part of that one's.
      if (outermost[row]) graph.costs[weight][edgeOf[row]] += sums[row];
    }
  });
}
