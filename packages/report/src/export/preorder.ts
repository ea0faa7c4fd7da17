/** The rows of a call tree depth first, and how deep each is; row 0, the root, is first, at depth 0. */
export interface Preorder {
  rows: Int32Array;
  depths: Int32Array;
}

/** @param parent Row of each row's parent, which precedes it. */
export function preorder(parent: ArrayLike<number>): Preorder {
  const count = parent.length;
  const depthOf = new Int32Array(count);
  const sizes = new Int32Array(count).fill(1);
  for (let row = 1; row < count; row++) depthOf[row] = depthOf[parent[row]] + 1;
  for (let row = count - 1; row > 0; row--) sizes[parent[row]] += sizes[row];
  // A row's subtree is a run of positions: the next child's begins where that of the one before ends.
  const positions = new Int32Array(count);
  const next = new Int32Array(count).fill(1);
  const rows = new Int32Array(count);
  const depths = new Int32Array(count);
  for (let row = 1; row < count; row++) {
    const above = parent[row];
    positions[row] = positions[above] + next[above];
    next[above] += sizes[row];
    rows[positions[row]] = row;
    depths[positions[row]] = depthOf[row];
  }
  return { rows, depths };
}
