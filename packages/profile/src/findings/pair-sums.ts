/** Sums by pair of functions, of which there may be millions: a hash table with open addressing. */
export class PairSums {
  readonly #functions: number;
  #count = 0;
  /** By pair, in the order in which they were first added: `caller * functions + callee`, and its sums. */
  #keys = new Float64Array(PAIRS);
  #calls = new Float64Array(PAIRS);
  #distances = new Int32Array(PAIRS);
  /** The number of a pair plus one; 0 for an empty slot. At least half of the slots are empty. */
  #slots = new Int32Array(2 * PAIRS);

  /** @param functions How many there are. */
  constructor(functions: number) {
    this.#functions = functions;
  }

  /** Adds calls of one function by another, and keeps the least distance. */
  add(caller: number, callee: number, calls: number, distance: number): void {
    const key = caller * this.#functions + callee;
    const slot = this.#slotOf(key);
    const known = this.#slots[slot] - 1;
    if (known >= 0) {
      this.#calls[known] += calls;
      if (distance < this.#distances[known]) this.#distances[known] = distance;
      return;
    }
    const pair = this.#count++;
    this.#slots[slot] = pair + 1;
    this.#keys[pair] = key;
    this.#calls[pair] = calls;
    this.#distances[pair] = distance;
    if (this.#count === this.#keys.length) this.#grow();
  }

  /** Visits all pairs, in the order in which they were first added. */
  forEach(visit: (caller: number, callee: number, calls: number, distance: number) => void): void {
    for (let pair = 0; pair < this.#count; pair++) {
      const key = this.#keys[pair];
      const caller = Math.floor(key / this.#functions);
      const callee = key - caller * this.#functions;
      visit(caller, callee, this.#calls[pair], this.#distances[pair]);
    }
  }

  /** The slot of a key, or the empty one where it belongs. */
  #slotOf(key: number): number {
    const slots = this.#slots;
    const mask = slots.length - 1;
    const high = Math.floor(key / 2 ** 32);
    const mixed = Math.imul(key | 0, 0x9e3779b1) ^ Math.imul(high, 0x85ebca6b);
    let slot = (mixed ^ (mixed >>> 15)) & mask;
    while (slots[slot] !== 0 && this.#keys[slots[slot] - 1] !== key) slot = (slot + 1) & mask;
    return slot;
  }

  #grow(): void {
    const room = 2 * this.#keys.length;
    this.#keys = larger(this.#keys, new Float64Array(room));
    this.#calls = larger(this.#calls, new Float64Array(room));
    this.#distances = larger(this.#distances, new Int32Array(room));
    this.#slots = new Int32Array(2 * room);
    for (let pair = 0; pair < this.#count; pair++) {
      this.#slots[this.#slotOf(this.#keys[pair])] = pair + 1;
    }
  }
}

/** A power of two. */
const PAIRS = 1024;

function larger<Numbers extends Float64Array | Int32Array>(from: Numbers, into: Numbers): Numbers {
  into.set(from);
  return into;
}
