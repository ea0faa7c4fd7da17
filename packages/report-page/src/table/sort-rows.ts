import type { Column, Sorting } from './column.js';

/** The rows in the order of a column, equal ones in their own; what has no value comes last. */
export function sortRows<Row>(
  rows: readonly Row[],
  columns: readonly Column<Row>[],
  { key, isDescending }: Sorting,
): readonly Row[] {
  const column = columns.find((candidate) => candidate.key === key);
  if (column === undefined) return rows;
  const sign = isDescending ? -1 : 1;
  // Each value is asked for once: there may be many rows.
  const values = rows.map((row) => column.value(row));
  const order = Uint32Array.from(rows, (_, i) => i);
  order.sort((a, b) => {
    const [x, y] = [values[a], values[b]];
    if (x === undefined || y === undefined) {
      return x === y ? a - b : x === undefined ? 1 : -1;
    }
    const difference =
      typeof x === 'number' ? x - (y as number) : x < (y as string) ? -1 : x > y ? 1 : 0;
    return difference === 0 ? a - b : sign * difference;
  });
  return Array.from(order, (i) => rows[i]);
}
