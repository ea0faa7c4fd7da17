const NONE = -1;

/** Rows of a call tree, parents before their children; row 0 is the root. */
export interface CallTreeRows {
  /** Row of the parent; -1 for the root. */
  parent: ArrayLike<number>;
}

/**
 * Flags the rows with no row of the same key among their ancestors. Figures that include what was
 * called (time on stack, waiting) are summed over these only: recursion counts once.
 *
 * @param keys A small integer for each row, or a negative one for rows that are never flagged.
 */
export function outermostRows({ parent }: CallTreeRows, keys: ArrayLike<number>): Uint8Array {
  const outermost = new Uint8Array(keys.length);
  let largest = 0;
  for (let row = 0; row < keys.length; row++) largest = Math.max(largest, keys[row]);
  const onPath = new Uint32Array(largest + 1);
  const { firstChild, nextSibling } = linkedChildren(parent);
  // Depth first, following links instead of recursing: a tree may be as deep as the program's recursion.
  let row = 0;
  while (row !== NONE) {
    const key = keys[row];
    if (key >= 0 && onPath[key]++ === 0) outermost[row] = 1;
    if (firstChild[row] !== NONE) {
      row = firstChild[row];
      continue;
    }
    // Up, to the next one that has a sibling.
    for (;;) {
      if (keys[row] >= 0) onPath[keys[row]]--;
      const next = nextSibling[row];
      if (next !== NONE) {
        row = next;
        break;
      }
      row = parent[row];
      if (row === NONE) break;
    }
  }
  return outermost;
}

/** The children of each row as a list, in the order of the rows. */
function linkedChildren(parent: ArrayLike<number>): {
  firstChild: Int32Array;
  nextSibling: Int32Array;
} {
  const firstChild = new Int32Array(parent.length).fill(NONE);
  const nextSibling = new Int32Array(parent.length).fill(NONE);
  for (let row = parent.length - 1; row > 0; row--) {
    nextSibling[row] = firstChild[parent[row]];
    firstChild[parent[row]] = row;
  }
  return { firstChild, nextSibling };
}
