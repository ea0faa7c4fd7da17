import { median } from '../statistics.mjs';

/** A table in Markdown. */
export function table(head, rows) {
  const cells = [head, ...rows];
  const widths = head.map((_, column) => Math.max(...cells.map((row) => row[column].length), 3));
  const line = (row) =>
    `| ${row.map((cell, i) => (i ? cell.padStart(widths[i]) : cell.padEnd(widths[i]))).join(' | ')} |`;
  const rule = `| ${widths.map((w, i) => (i ? '-'.repeat(w - 1) + ':' : '-'.repeat(w))).join(' | ')} |`;
  return [line(head), rule, ...rows.map(line), ''].join('\n');
}

/** Megabytes of source a second. */
export const speed = (passes) =>
  median(passes.map(({ milliseconds, bytes }) => bytes / 1e3 / milliseconds)).toFixed(2);

export const factor = (value) => `${value.toFixed(2)}×`;

export const percent = (value) => `${(100 * value).toFixed(1)} %`;

export const megabytes = (bytes) => `${Math.round(bytes / 2 ** 20)} MiB`;
