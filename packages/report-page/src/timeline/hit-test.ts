import { spanAt, type Range } from '../canvas/spans.js';
import { placeOfRow, type RowPlace, type TimelineLayout } from './timeline-layout.js';

/** How a timeline is looked at. */
export interface TimelineFrame {
  /** Milliseconds in sight. */
  range: Range;
  /** Pixels that the range takes. */
  width: number;
  /** Pixels that it is scrolled down, that a row is high, and that the axis above the rows takes. */
  scrolled: number;
  rowHeight: number;
  axisHeight: number;
}

/** What is at a place of a timeline. */
export interface TimelineHit extends RowPlace {
  /** Milliseconds. */
  time: number;
  /** The span in its row, and its activation; -1 for none. */
  span: number;
  activation: number;
}

/** The time at a horizontal place in pixels. */
export function timeAt({ range, width }: TimelineFrame, x: number): number {
  return range.from + (x / width) * (range.to - range.from);
}

/** What is at a place in pixels; undefined beside all rows. */
export function hitTest(
  layout: TimelineLayout,
  frame: TimelineFrame,
  x: number,
  y: number,
): TimelineHit | undefined {
  if (y < frame.axisHeight) return undefined;
  const row = Math.floor((y - frame.axisHeight + frame.scrolled) / frame.rowHeight);
  const place = placeOfRow(layout, row);
  if (place === undefined) return undefined;
  const time = timeAt(frame, x);
  const none = { ...place, time, span: -1, activation: -1 };
  if (place.kind === 'heading') return none;
  const thread = layout.threads[place.thread];
  const isStack = place.kind === 'stack';
  const span = spanAt(isStack ? thread.stack : thread.lanes, place.row, time);
  if (span < 0) return none;
  const activation = isStack
    ? thread.stackActivation[span]
    : thread.activations.tables.intervalOf.values[thread.laneInterval[span]];
  return { ...place, time, span, activation };
}
