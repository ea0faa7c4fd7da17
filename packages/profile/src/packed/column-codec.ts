/**
 * How the numbers of a column become bytes. Times are nanoseconds in the bytes and milliseconds outside of
 * them; a `difference` is stored as the distance to the row before, which is small where rows are sorted.
 */
export type ColumnKind = 'count' | 'difference' | 'time';

/** Numbers by row: what documents have, and what unpacking gives. */
export type Numbers = ArrayLike<number>;

const NANOSECONDS = 1e6;
const BYTE = 256;

/**
 * The numbers of a column as bytes: the number of planes, whether there are negative ones, and then the lowest
 * bytes of all rows, the second lowest of all rows, and so on. The planes of high bytes are mostly zeros, and
 * deflate makes next to nothing of them.
 */
export function encodeColumn(values: Numbers, kind: ColumnKind): Uint8Array {
  const integers = integersOf(values, kind);
  const isSigned = integers.some((value) => value < 0);
  // Zigzag: a small distance from zero stays a small number.
  if (isSigned)
    integers.forEach((value, i) => (integers[i] = value < 0 ? -2 * value - 1 : 2 * value));
  let largest = 0;
  for (const value of integers) largest = Math.max(largest, value);
  let planes = 0;
  while (largest >= BYTE ** planes) planes++;
  if (largest === 0) planes = 0;
  const rows = integers.length;
  const bytes = new Uint8Array(2 + planes * rows);
  bytes.set([planes, isSigned ? 1 : 0]);
  for (let row = 0; row < rows; row++) {
    let rest = integers[row];
    for (let plane = 0; plane < planes; plane++) {
      const next = Math.floor(rest / BYTE);
      bytes[2 + plane * rows + row] = rest - next * BYTE;
      rest = next;
    }
  }
  return bytes;
}

function integersOf(values: Numbers, kind: ColumnKind): Float64Array {
  const integers = new Float64Array(values.length);
  for (let row = 0; row < integers.length; row++) {
    const value = values[row];
    if (kind === 'time') integers[row] = Math.round(value * NANOSECONDS);
    else integers[row] = kind === 'count' || row === 0 ? value : value - values[row - 1];
  }
  return integers;
}

/**
 * The numbers of an encoded column.
 *
 * @returns 32-bit integers, unless the column is of times or holds larger ones.
 */
export function decodeColumn(
  bytes: Uint8Array,
  kind: ColumnKind,
  rows: number,
): Float64Array | Int32Array {
  const [planes, isSigned] = bytes;
  // A distance may be as far below zero as the numbers are above.
  const isSmall = kind === 'difference' || planes < 4;
  const values = kind !== 'time' && isSmall ? new Int32Array(rows) : new Float64Array(rows);
  for (let plane = 0; plane < planes; plane++) {
    const weight = BYTE ** plane;
    const start = 2 + plane * rows;
    for (let row = 0; row < rows; row++) values[row] += bytes[start + row] * weight;
  }
  if (isSigned === 1) {
    for (let row = 0; row < rows; row++) {
      const value = values[row];
      values[row] = value % 2 === 0 ? value / 2 : -(value + 1) / 2;
    }
  }
  if (kind === 'time') {
    for (let row = 0; row < rows; row++) values[row] /= NANOSECONDS;
  } else if (kind === 'difference') {
    for (let row = 1; row < rows; row++) values[row] += values[row - 1];
  }
  return values;
}
