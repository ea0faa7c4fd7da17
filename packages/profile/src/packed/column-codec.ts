/**
 * How the numbers of a column become bytes. Times are nanoseconds in the bytes and milliseconds outside of
 * them; a `difference` is stored as the distance to the row before, which is small where rows are sorted.
 */
export type ColumnKind = 'count' | 'difference' | 'time';

/** Numbers by row: what documents have, and what unpacking gives. */
export type Numbers = ArrayLike<number>;

const NANOSECONDS = 1e6;
const BYTE = 256;

/** Marks of an encoded column. */
const SIGNED = 1;
const SPARSE = 2;

/**
 * The numbers of a column as bytes: the number of planes and the marks, and then the lowest bytes of all rows, the
 * second lowest of all rows, and so on. The planes of high bytes are mostly zeros, and deflate makes next to nothing
 * of them. Where most rows are zero, a bit for each row says which are not, and the planes are of these only.
 */
export function encodeColumn(values: Numbers, kind: ColumnKind): Uint8Array {
  let integers = integersOf(values, kind);
  const isSigned = integers.some((value) => value < 0);
  // Zigzag: a small distance from zero stays a small number.
  if (isSigned)
    integers.forEach((value, i) => (integers[i] = value < 0 ? -2 * value - 1 : 2 * value));
  let largest = 0;
  let filled = 0;
  for (const value of integers) {
    largest = Math.max(largest, value);
    if (value !== 0) filled++;
  }
  let planes = 0;
  while (largest >= BYTE ** planes) planes++;
  if (largest === 0) planes = 0;
  const isSparse = planes > 0 && filled * 2 < integers.length;
  const mask = isSparse ? maskOf(integers) : new Uint8Array(0);
  if (isSparse) integers = integers.filter((value) => value !== 0);
  const rows = integers.length;
  const first = 2 + mask.length;
  const bytes = new Uint8Array(first + planes * rows);
  bytes.set([planes, (isSigned ? SIGNED : 0) | (isSparse ? SPARSE : 0)]);
  bytes.set(mask, 2);
  for (let row = 0; row < rows; row++) {
    let rest = integers[row];
    for (let plane = 0; plane < planes; plane++) {
      const next = Math.floor(rest / BYTE);
      bytes[first + plane * rows + row] = rest - next * BYTE;
      rest = next;
    }
  }
  return bytes;
}

/** A bit for each row: whether it is not zero. */
function maskOf(integers: Float64Array): Uint8Array {
  const mask = new Uint8Array(Math.ceil(integers.length / 8));
  integers.forEach((value, row) => {
    if (value !== 0) mask[row >> 3] |= 1 << (row & 7);
  });
  return mask;
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
  const [planes, marks] = bytes;
  // A distance may be as far below zero as the numbers are above.
  const isSmall = kind === 'difference' || planes < 4;
  const values = kind !== 'time' && isSmall ? new Int32Array(rows) : new Float64Array(rows);
  const isSparse = (marks & SPARSE) !== 0;
  const first = 2 + (isSparse ? Math.ceil(rows / 8) : 0);
  /** The rows that the planes are of. */
  const filled = planes === 0 ? 0 : (bytes.length - first) / planes;
  for (let row = 0, at = first; row < rows && at < first + filled; row++) {
    if (isSparse && ((bytes[2 + (row >> 3)] >> (row & 7)) & 1) === 0) continue;
    let value = 0;
    for (let plane = planes - 1; plane >= 0; plane--)
      value = value * BYTE + bytes[at + plane * filled];
    if ((marks & SIGNED) !== 0) value = value % 2 === 0 ? value / 2 : -(value + 1) / 2;
    values[row] = kind === 'time' ? value / NANOSECONDS : value;
    at++;
  }
  if (kind === 'difference') {
    for (let row = 1; row < rows; row++) values[row] += values[row - 1];
  }
  return values;
}
