/** A typed array that grows. Large traces have millions of rows, too many for objects. */
class Column<Values extends Float64Array | Int32Array | Uint8Array> {
  values: Values;
  length = 0;
  readonly #Constructor: new (length: number) => Values;

  constructor(Constructor: new (length: number) => Values) {
    this.#Constructor = Constructor;
    this.values = new Constructor(1024);
  }

  push(value: number): void {
    if (this.length === this.values.length) {
      const larger = new this.#Constructor(this.length * 2);
      larger.set(this.values);
      this.values = larger;
    }
    this.values[this.length++] = value;
  }
}

export class Floats extends Column<Float64Array> {
  constructor() {
    super(Float64Array);
  }
}

export class Integers extends Column<Int32Array> {
  constructor() {
    super(Int32Array);
  }
}

export class Bytes extends Column<Uint8Array> {
  constructor() {
    super(Uint8Array);
  }
}

/** For each of some groups, its members in ascending order, side by side. */
export interface Grouping {
  /** Group `g` has the members from `starts[g]` to `starts[g + 1]`. */
  starts: Int32Array;
  members: Int32Array;
}

/** Groups the numbers from 0 to `count` by a column; those whose group is negative have none. */
export function groupBy(column: Int32Array, count: number, groups: number): Grouping {
  const starts = new Int32Array(groups + 1);
  for (let i = 0; i < count; i++) if (column[i] >= 0) starts[column[i] + 1]++;
  for (let group = 0; group < groups; group++) starts[group + 1] += starts[group];
  const members = new Int32Array(starts[groups]);
  const next = starts.slice(0, groups);
  for (let i = 0; i < count; i++) if (column[i] >= 0) members[next[column[i]]++] = i;
  return { starts, members };
}

/** The first number from `low` to `high` for which a condition holds that holds for all after it. */
export function firstWhere(
  low: number,
  high: number,
  condition: (index: number) => boolean,
): number {
  while (low < high) {
    const middle = (low + high) >> 1;
    if (condition(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}
