import type { Column } from './column.js';

/** Rows as CSV (RFC 4180), with the keys of the columns as headings. */
export function toCsv<Row>(rows: readonly Row[], columns: readonly Column<Row>[]): string {
  const lines = [
    columns.map(({ key }) => key),
    ...rows.map((row) => columns.map(({ value, csv = value }) => String(csv(row) ?? ''))),
  ];
  return lines.map((fields) => `${fields.map(field).join(',')}\r\n`).join('');
}

/** What a spreadsheet would take for a formula. */
const FORMULA = /^[=+@\t\r]|^-(?![\d.]+$)/;

function field(text: string): string {
  const safe = FORMULA.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
