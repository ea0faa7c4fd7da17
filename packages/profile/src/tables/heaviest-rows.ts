/**
 * By row of a call tree: its own weight and that of all below; parents precede their children, and row 0 is the root.
 *
 * @param parent Row of the parent; -1 for the root.
 * @param own The weight of a row itself; not below zero.
 */
export function subtreeWeights(
  parent: ArrayLike<number>,
  own: (row: number) => number,
): Float64Array {
  const weights = new Float64Array(parent.length);
  for (let row = weights.length - 1; row > 0; row--) {
    weights[row] += own(row);
    weights[parent[row]] += weights[row];
  }
  return weights;
}

/**
 * Drops all rows of call trees but so many, of those that are kept so far: the heaviest, with those who called them. The
 * roots stay, and do not count.
 *
 * @param weightsOf For each tree what `subtreeWeights` gives.
 * @param keptOf For each tree, 1 for the rows that are kept.
 */
export function keepHeaviest(
  most: number,
  weightsOf: readonly Float64Array[],
  keptOf: readonly Uint8Array[],
): void {
  const sorted = new Float64Array(weightsOf.reduce((sum, { length }) => sum + length, 0));
  let count = 0;
  weightsOf.forEach((weights, i) => {
    for (let row = 1; row < weights.length; row++) {
      if (keptOf[i][row] === 1) sorted[count++] = weights[row];
    }
  });
  if (count <= most) return;
  sorted.subarray(0, count).sort();
  const least = most < 1 ? Infinity : sorted[count - most];
  let above = 0;
  while (above < most && sorted[count - 1 - above] > least) above++;
  // Of those that weigh the same the first are kept, so that none is without the one above it.
  let ties = most - above;
  weightsOf.forEach((weights, i) => {
    for (let row = 1; row < weights.length; row++) {
      if (keptOf[i][row] !== 1 || weights[row] > least) continue;
      if (weights[row] === least && ties > 0) ties--;
      else keptOf[i][row] = 0;
    }
  });
}
