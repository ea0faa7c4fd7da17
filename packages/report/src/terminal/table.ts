import CliTable from 'cli-table3';
import stringWidth from 'string-width';
import { largest } from './largest.js';
import type { Theme } from './theme.js';

/** A column as wide as its widest cell. */
export interface Column<Row> {
  heading: string;
  align: 'left' | 'right';
  cell(row: Row): string;
  /** Left out where the last column would have less room than this; the most demanding goes first. */
  dropBelow?: number;
}

/** The last column: takes the room that the others leave. */
export interface FlexibleColumn<Row> {
  heading: string;
  cell(row: Row, width: number): string;
}

export interface RenderedTable {
  heading: string;
  /** One line for each row. */
  lines: string[];
  /** Headings of the columns that were left out. */
  dropped: string[];
}

const gap = 2;
const borderless = {
  top: '',
  'top-mid': '',
  'top-left': '',
  'top-right': '',
  bottom: '',
  'bottom-mid': '',
  'bottom-left': '',
  'bottom-right': '',
  left: '',
  'left-mid': '',
  mid: '',
  'mid-mid': '',
  right: '',
  'right-mid': '',
  middle: '',
};

/** Aligned columns without borders, within the theme's width and indented by a gap. */
export function renderTable<Row>(
  rows: readonly Row[],
  columns: ReadonlyArray<Column<Row>>,
  last: FlexibleColumn<Row>,
  theme: Theme,
): RenderedTable {
  const measured = columns.map((column) => {
    const cells = rows.map((row) => column.cell(row));
    const width = largest([column.heading, ...cells], stringWidth);
    return { ...column, cells, width };
  });
  let kept = measured;
  const room = () => kept.reduce((rest, { width }) => rest - gap - width, theme.width - gap);
  for (;;) {
    const demand = largest(kept, ({ dropBelow = 0 }) => dropBelow);
    if (demand === 0 || room() >= demand) break;
    kept = kept.filter(({ dropBelow }) => dropBelow !== demand);
  }
  const lastWidth = Math.max(0, room());

  const table = new CliTable({
    chars: borderless,
    style: { 'padding-left': gap, 'padding-right': 0, head: [], border: [] },
    colAligns: [...kept.map((column) => column.align), 'left'],
  });
  table.push([...kept.map((column) => column.heading), last.heading]);
  rows.forEach((row, index) => {
    table.push([...kept.map((column) => column.cells[index]), last.cell(row, lastWidth)]);
  });
  const [heading, ...lines] = table
    .toString()
    .split('\n')
    .map((line) => line.trimEnd());
  const dropped = measured.filter((column) => !kept.includes(column));
  return {
    heading: theme.styles.faint(heading),
    lines,
    dropped: dropped.map((column) => column.heading),
  };
}
