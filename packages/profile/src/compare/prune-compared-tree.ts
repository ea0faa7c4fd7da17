import { keepHeaviest, subtreeWeights } from '../tables/heaviest-rows.js';
import type { ComparedTree } from './compared-tree.js';

const NONE = -1;

/**
 * The call tree of a comparison with its heaviest contexts. What goes becomes one row beside the others below each
 * caller, so that all sums stay.
 *
 * @param most How many contexts are kept at most. The root stays, and does not count.
 */
export function pruneComparedTree(tree: ComparedTree, most: number): ComparedTree {
  const { parent, base, head } = tree;
  if (parent.length - 1 <= most) return tree;
  const wall = ({ self, external }: ComparedTree['base'], row: number) => self[row] + external[row];
  const own = (row: number) => Math.max(0, wall(base, row), wall(head, row));
  const kept = new Uint8Array(parent.length).fill(1);
  keepHeaviest(most, [subtreeWeights(parent, own)], [kept]);
  /** By row: its row in what is left, or that of what it is folded into. */
  const rowOf = new Int32Array(parent.length);
  const foldOf = new Int32Array(parent.length).fill(NONE);
  const parents: number[] = [];
  const functions: number[] = [];
  const add = (above: number, fn: number) => {
    parents.push(above);
    return functions.push(fn) - 1;
  };
  for (let row = 0; row < parent.length; row++) {
    const above = parent[row];
    if (kept[row] === 1) {
      rowOf[row] = add(row === 0 ? NONE : rowOf[above], tree.function[row]);
      continue;
    }
    if (kept[above] === 1 && foldOf[above] === NONE) foldOf[above] = add(rowOf[above], NONE);
    rowOf[row] = kept[above] === 1 ? foldOf[above] : rowOf[above];
    functions[rowOf[row]]--;
  }
  const summed = (side: ComparedTree['base']) =>
    Object.fromEntries(
      Object.entries(side).map(([name, column]) => {
        const sums = new Float64Array(parents.length);
        column.forEach((value, row) => (sums[rowOf[row]] += value));
        return [name, sums];
      }),
    ) as ComparedTree['base'];
  return {
    parent: Int32Array.from(parents),
    function: Int32Array.from(functions),
    base: summed(base),
    head: summed(head),
  };
}
