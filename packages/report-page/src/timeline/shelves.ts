/** Shelves of one height: those that are free, and those that are taken until a time. */
interface Class {
  /** Heaps, the smallest first. */
  free: Heap;
  taken: Heap;
}

/**
 * Places blocks that come in order of their beginning one below the other, such that none overlaps another in
 * time and place, and gives a block the uppermost free shelf of its height.
 */
export class Shelves {
  readonly #classes = new Map<number, Class>();
  /** Of all shelves together. */
  height = 0;

  /** @returns How far the block is below the top. */
  place(start: number, end: number, height: number): number {
    let known = this.#classes.get(height);
    if (known === undefined) {
      known = { free: new Heap(), taken: new Heap() };
      this.#classes.set(height, known);
    }
    const { free, taken } = known;
    while (taken.size > 0 && taken.smallest <= start) {
      const at = taken.pop();
      free.push(at, at);
    }
    const at = free.size > 0 ? free.pop() : this.#add(height);
    taken.push(end, at);
    return at;
  }

  #add(height: number): number {
    const at = this.height;
    this.height += height;
    return at;
  }
}

/** A binary heap of values by a key. */
class Heap {
  readonly #keys: number[] = [];
  readonly #values: number[] = [];

  get size(): number {
    return this.#keys.length;
  }

  /** The smallest key. */
  get smallest(): number {
    return this.#keys[0];
  }

  push(key: number, value: number): void {
    const keys = this.#keys;
    const values = this.#values;
    let at = keys.length;
    keys.push(key);
    values.push(value);
    while (at > 0) {
      const above = (at - 1) >> 1;
      if (keys[above] <= key) break;
      keys[at] = keys[above];
      values[at] = values[above];
      at = above;
    }
    keys[at] = key;
    values[at] = value;
  }

  /** Removes the value with the smallest key. */
  pop(): number {
    const keys = this.#keys;
    const values = this.#values;
    const first = values[0];
    const key = keys.pop()!;
    const value = values.pop()!;
    if (keys.length === 0) return first;
    let at = 0;
    for (;;) {
      let below = 2 * at + 1;
      if (below >= keys.length) break;
      if (below + 1 < keys.length && keys[below + 1] < keys[below]) below++;
      if (keys[below] >= key) break;
      keys[at] = keys[below];
      values[at] = values[below];
      at = below;
    }
    keys[at] = key;
    values[at] = value;
    return first;
  }
}
