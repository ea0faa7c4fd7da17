/**
 * Rows of spans along an axis: levels of a flame graph, lanes of a timeline. The spans of a row are in order and
 * do not overlap, so that all that is narrower than a pixel can be summed up by pixel, however many there are.
 */
export interface Spans {
  /** The first span of each row, and the end of the last row's. */
  rows: Int32Array;
  start: Float64Array;
  end: Float64Array;
  /** By span: what all before it take of the axis; and one more, for what all take. */
  before: Float64Array;
}

/** Spans from where they begin and end, row by row. */
export function spansOf(rows: Int32Array, start: Float64Array, end: Float64Array): Spans {
  const before = new Float64Array(start.length + 1);
  for (let i = 0; i < start.length; i++) before[i + 1] = before[i] + end[i] - start[i];
  return { rows, start, end, before };
}

/** The part of the axis that is in sight. */
export interface Range {
  from: number;
  to: number;
}

/** Pixels from which on a span is drawn by itself. */
const NARROWEST = 1;

export interface SpanVisitor {
  /** A span that is wide enough to be drawn by itself; its edges in pixels may lie out of sight. */
  span(index: number, left: number, right: number): void;
  /**
   * Spans that are too narrow, in one column of pixels.
   *
   * @param first The first of them; they follow one another up to `last`.
   * @param covered How much of the column they cover, from 0 to 1: never nothing.
   */
  density(first: number, last: number, column: number, covered: number): void;
}

/** The least that a column is covered where there is anything: a single short span must be seen. */
const FAINTEST = 0.12;

/** The first span of a row that ends after a place on the axis. */
export function firstAfter({ rows, end }: Spans, row: number, place: number): number {
  let low = rows[row];
  let high = rows[row + 1];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (end[middle] > place) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** The first span from one on that begins at or after a place on the axis: likely one of the next. */
function firstFrom(start: Float64Array, from: number, stop: number, place: number): number {
  let low = from;
  let high = from;
  for (let step = 1; high < stop && start[high] < place; step *= 2) {
    low = high + 1;
    high += step;
  }
  high = Math.min(high, stop);
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (start[middle] >= place) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** The span of a row at a place on the axis, or -1. */
export function spanAt(spans: Spans, row: number, place: number): number {
  const index = firstAfter(spans, row, place);
  return index < spans.rows[row + 1] && spans.start[index] <= place ? index : -1;
}

/**
 * Visits what of a row is in sight: each span that is a pixel wide by itself, all others by column.
 *
 * @param width Pixels that the range takes.
 */
export function visitRow(
  spans: Spans,
  row: number,
  { from, to }: Range,
  width: number,
  visitor: SpanVisitor,
): void {
  const { rows, start, end, before } = spans;
  /** What a pixel takes of the axis. */
  const pixel = ((to - from) / width) * NARROWEST;
  const stop = rows[row + 1];
  let index = firstAfter(spans, row, from);
  while (index < stop && start[index] < to) {
    if (end[index] - start[index] >= pixel) {
      visitor.span(index, (start[index] - from) / pixel, (end[index] - from) / pixel);
      index++;
      continue;
    }
    // All narrow ones that begin in the same column: they are not looked at one by one.
    const column = Math.max(0, Math.floor((start[index] - from) / pixel));
    let next = firstFrom(start, index + 1, stop, Math.min(to, from + (column + 1) * pixel));
    // Only the last of them can be a wide one, for the others end in the column.
    if (next - 1 > index && end[next - 1] - start[next - 1] >= pixel) next--;
    const covered = (before[next] - before[index]) / pixel;
    visitor.density(index, next - 1, column, Math.min(1, Math.max(FAINTEST, covered)));
    index = next;
  }
}
