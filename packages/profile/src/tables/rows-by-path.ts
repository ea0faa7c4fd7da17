/** The rows of a tree under construction, by the row of their parent and their function. Row 0 is the root. */
export class RowsByPath {
  readonly parent: Int32Array;
  readonly function: Int32Array;
  count = 1;
  /** A hash table with open addressing; 0 for an empty slot. */
  readonly #slots: Int32Array;

  /** @param most How many rows there can be. */
  constructor(most: number, rootFunction: number) {
    this.parent = new Int32Array(most);
    this.function = new Int32Array(most);
    this.parent[0] = -1;
    this.function[0] = rootFunction;
    // At least half of the slots stay empty.
    this.#slots = new Int32Array(2 ** Math.ceil(Math.log2(2 * most + 2)));
  }

  /** The row of a function below another row, added unless there is one. */
  child(parent: number, fn: number): number {
    const slots = this.#slots;
    const mask = slots.length - 1;
    let slot = (Math.imul(parent, 0x9e3779b1) ^ Math.imul(fn + 1, 0x85ebca6b)) & mask;
    for (;;) {
      const row = slots[slot];
      if (row === 0) break;
      if (this.parent[row] === parent && this.function[row] === fn) return row;
      slot = (slot + 1) & mask;
    }
    const row = this.count++;
    slots[slot] = row;
    this.parent[row] = parent;
    this.function[row] = fn;
    return row;
  }
}
