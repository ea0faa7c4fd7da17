// Typed arrays that grow: large traces have millions of rows, too many for objects. Each has a `push` of its own, so
// that V8 compiles it for one kind of array.

const FIRST_CAPACITY = 1024;

export class Floats {
  values = new Float64Array(FIRST_CAPACITY);
  length = 0;

  push(value: number): void {
    if (this.length === this.values.length) this.values = enlarged(this.values, Float64Array);
    this.values[this.length++] = value;
  }
}

export class Integers {
  values = new Int32Array(FIRST_CAPACITY);
  length = 0;

  push(value: number): void {
    if (this.length === this.values.length) this.values = enlarged(this.values, Int32Array);
    this.values[this.length++] = value;
  }
}

export class Bytes {
  values = new Uint8Array(FIRST_CAPACITY);
  length = 0;

  push(value: number): void {
    if (this.length === this.values.length) this.values = enlarged(this.values, Uint8Array);
    this.values[this.length++] = value;
  }
}

function enlarged<Values extends Float64Array | Int32Array | Uint8Array>(
  values: Values,
  Constructor: new (length: number) => Values,
): Values {
  const larger = new Constructor(values.length * 2);
  larger.set(values);
  return larger;
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
