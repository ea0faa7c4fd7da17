const NONE = -1;

/** Rows of a call tree, parents before their children; row 0 is the root. */
export interface CallTreeRows {
  /** Row of the parent; -1 for the root. */
  parent: ArrayLike<number>;
}

/**
 * Walks the call tree depth first. Follows links instead of recursing, since a tree may be as deep
 * as the program's recursion.
 *
 * @param enter Called with each row before its children.
 * @param leave Called with each row after its children.
 */
export function walkContexts(
  { parent }: CallTreeRows,
  enter: (row: number) => void,
  leave: (row: number) => void,
): void {
  const firstChild = new Int32Array(parent.length).fill(NONE);
  const nextSibling = new Int32Array(parent.length).fill(NONE);
  for (let row = parent.length - 1; row > 0; row--) {
    nextSibling[row] = firstChild[parent[row]];
    firstChild[parent[row]] = row;
  }
  let row = 0;
  enter(row);
  while (row !== NONE) {
    if (firstChild[row] !== NONE) {
      row = firstChild[row];
      enter(row);
      continue;
    }
    leave(row);
    while (row !== NONE && nextSibling[row] === NONE) {
      row = parent[row];
      if (row !== NONE) leave(row);
    }
    if (row !== NONE) {
      row = nextSibling[row];
      enter(row);
    }
  }
}

/**
 * Flags the rows with no row of the same key among their ancestors. Figures that include what was
 * called (time on stack, waiting) are summed over these only: recursion counts once.
 *
 * @param keys A small integer for each row, or a negative one for rows that are never flagged.
 */
export function outermostRows(contexts: CallTreeRows, keys: ArrayLike<number>): Uint8Array {
  const outermost = new Uint8Array(keys.length);
  let largest = 0;
  for (let row = 0; row < keys.length; row++) largest = Math.max(largest, keys[row]);
  const alreadyOnPath = new Uint32Array(largest + 1);
  walkContexts(
    contexts,
    (row) => {
      if (keys[row] >= 0 && alreadyOnPath[keys[row]]++ === 0) outermost[row] = 1;
    },
    (row) => {
      if (keys[row] >= 0) alreadyOnPath[keys[row]]--;
    },
  );
  return outermost;
}
