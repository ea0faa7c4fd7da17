/**
 * A column as it is saved: row by row; as the number that all rows have; or, where most rows have 0, as the
 * others only.
 */
export type SavedColumn<Value> = (Value | 0)[] | number | SparseColumn<Value>;

interface SparseColumn<Value> {
  /** In ascending order. */
  rows: number[];
  values: Value[];
}

/** A column is saved row by row from this share of rows on that are not 0: a row number takes more than a 0. */
const DENSE = 1 / 4;

/** @param save From what a row has to what is saved of it. */
export function packColumn<Value, Saved>(
  column: readonly Value[],
  save: (value: Value) => Saved | number,
): SavedColumn<Saved> {
  const [first] = column;
  // There may be a million rows, and in most columns there is nothing but zeros: they are not even converted.
  if (typeof first === 'number' && isConstant(column)) return save(first) as number;
  const saved = new Array<Saved | number>(column.length);
  let filled = 0;
  for (let row = 0; row < column.length; row++) {
    const value = save(column[row]);
    saved[row] = value;
    if (value !== 0) filled++;
  }
  if (filled >= saved.length * DENSE) return saved as Saved[];
  if (filled === 0) return 0;
  const sparse: SparseColumn<Saved> = { rows: [], values: [] };
  saved.forEach((value, row) => {
    if (value === 0) return;
    sparse.rows.push(row);
    sparse.values.push(value as Saved);
  });
  return sparse;
}

function isConstant(column: readonly unknown[]): boolean {
  const [first] = column;
  for (let row = 1; row < column.length; row++) if (column[row] !== first) return false;
  return true;
}

/** Columns in which all rows have one number, by length and number: many have, and no table is ever changed. */
export type ConstantColumns = Map<string, unknown[]>;

function constantColumn<Result>(
  constants: ConstantColumns,
  length: number,
  value: Result,
): Result[] {
  const key = `${length} ${String(value)}`;
  let column = constants.get(key) as Result[] | undefined;
  if (column === undefined) constants.set(key, (column = new Array<Result>(length).fill(value)));
  return column;
}

/**
 * @param constants Of the same document; only numbers are shared.
 * @param convert From what was saved to what a row has; 0 too, as what a row has that was left out. Undefined if
 *   that is the same.
 * @returns Undefined for rows that are none of the table's.
 */
export function unpackColumn<Value, Result>(
  saved: SavedColumn<Value>,
  length: number,
  constants: ConstantColumns,
  convert: ((value: Value | number) => Result) | undefined,
): Result[] | undefined {
  if (Array.isArray(saved)) {
    if (convert === undefined) return saved as unknown[] as Result[];
    // In place: there may be a million rows, and what was saved is not looked at again.
    const values = saved as (Value | Result | 0)[];
    for (let row = 0; row < values.length; row++) values[row] = convert(values[row] as Value);
    return values as Result[];
  }
  const converted = convert ?? ((value: Value | number) => value as Result);
  if (typeof saved === 'number') return constantColumn(constants, length, converted(saved));
  const { rows, values } = saved;
  const column = new Array<Result>(length).fill(converted(0));
  if (rows.length !== values.length) return undefined;
  for (let i = 0; i < rows.length; i++) {
    if (rows[i] >= length || (i > 0 && rows[i] <= rows[i - 1])) return undefined;
    column[rows[i]] = converted(values[i]);
  }
  return column;
}
