type Column = ArrayLike<number> | undefined;

const NONE = -1;

/** A tree under construction, in which a node is known by its parent and its function. Row 0 is the root. */
export class TreeBuilder {
  #parent: Int32Array<ArrayBuffer>;
  #function: Int32Array<ArrayBuffer>;
  #sums: (Float64Array<ArrayBuffer> | undefined)[];
  /** The nodes by parent and function: a hash table with open addressing, 0 for an empty slot. */
  #table: Int32Array;
  #count = 1;

  /** @param columns How many figures a node has. */
  constructor(nodes: number, columns: number) {
    const room = Math.max(16, nodes);
    this.#parent = new Int32Array(room);
    this.#function = new Int32Array(room);
    this.#parent[0] = this.#function[0] = NONE;
    this.#sums = Array.from({ length: columns }, () => new Float64Array(room));
    this.#table = new Int32Array(tableSize(room));
  }

  /** Drops a figure, as one that is unknown of some thread. */
  forget(column: number): void {
    this.#sums[column] = undefined;
  }

  /** The node of a function below another one, added unless there is one. */
  child(parent: number, fn: number): number {
    const slot = this.#slot(parent, fn);
    const known = this.#table[slot];
    if (known !== 0) return known;
    if (this.#count === this.#parent.length) {
      this.#grow();
      return this.child(parent, fn);
    }
    const added = this.#count++;
    this.#table[slot] = added;
    this.#parent[added] = parent;
    this.#function[added] = fn;
    return added;
  }

  /** The nearest node of a function, at another one or above it; or -1. */
  ancestor(from: number, fn: number): number {
    for (let node = from; node > 0; node = this.#parent[node]) {
      if (this.#function[node] === fn) return node;
    }
    return NONE;
  }

  /** Adds a row of figures to those of a node. */
  add(node: number, columns: readonly Column[], row: number): void {
    for (let i = 0; i < columns.length; i++) {
      const sums = this.#sums[i];
      const column = columns[i];
      if (sums !== undefined && column !== undefined) sums[node] += column[row];
    }
  }

  get parent(): Int32Array {
    return this.#parent.subarray(0, this.#count);
  }

  get function(): Int32Array {
    return this.#function.subarray(0, this.#count);
  }

  get sums(): (Float64Array | undefined)[] {
    return this.#sums.map((column) => column?.subarray(0, this.#count));
  }

  /** The slot of a node, or the empty one where it belongs. */
  #slot(parent: number, fn: number): number {
    const mask = this.#table.length - 1;
    let slot = (Math.imul(parent, 0x9e3779b1) ^ Math.imul(fn + 0x7f4a7c15, 0x85ebca6b)) & mask;
    for (;;) {
      const node = this.#table[slot];
      if (node === 0 || (this.#parent[node] === parent && this.#function[node] === fn)) return slot;
      slot = (slot + 1) & mask;
    }
  }

  #grow(): void {
    const room = this.#parent.length * 2;
    const parent = new Int32Array(room);
    const functions = new Int32Array(room);
    parent.set(this.#parent);
    functions.set(this.#function);
    this.#parent = parent;
    this.#function = functions;
    this.#sums = this.#sums.map((column) => {
      if (column === undefined) return undefined;
      const larger = new Float64Array(room);
      larger.set(column);
      return larger;
    });
    this.#table = new Int32Array(tableSize(room));
    for (let node = 1; node < this.#count; node++) {
      this.#table[this.#slot(parent[node], functions[node])] = node;
    }
  }
}

/** A power of two that leaves at least half of the slots empty. */
function tableSize(nodes: number): number {
  return 2 ** Math.ceil(Math.log2(nodes * 2));
}
