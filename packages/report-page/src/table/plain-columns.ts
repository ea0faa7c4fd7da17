import { count } from '../text/numbers.js';
import { NONE, type Column } from './column.js';

/** A column of text that is shown and sorted as it is. */
export function textColumn<Row>(
  key: string,
  heading: string,
  text: (row: Row) => string,
): Column<Row> {
  return { key, heading, isNumeric: false, value: text, cell: text };
}

/** A column of numbers, some of which may be unknown. */
export function numberColumn<Row>(
  key: string,
  heading: string,
  value: (row: Row) => number | undefined,
  format: (value: number) => string = count,
): Column<Row> {
  return {
    key,
    heading,
    isNumeric: true,
    value,
    cell(row) {
      const number = value(row);
      return number === undefined ? NONE : format(number);
    },
  };
}
