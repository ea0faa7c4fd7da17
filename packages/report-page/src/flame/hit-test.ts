import { spanAt, type Range } from '../canvas/spans.js';
import type { FlameLayout } from './layout.js';

/** How a flame graph is looked at. */
export interface FlameFrame {
  /** The part of the axis that is in sight. */
  range: Range;
  /** Pixels that the range takes. */
  width: number;
  /** Pixels that it is scrolled down, and that a level is high. */
  scrolled: number;
  levelHeight: number;
  /** The first level is the lowest. */
  isFlipped: boolean;
}

/** The upper edge of a level in pixels. */
export function levelY({ levels }: FlameLayout, frame: FlameFrame, level: number): number {
  const { scrolled, levelHeight, isFlipped } = frame;
  return (isFlipped ? levels - 1 - level : level) * levelHeight - scrolled;
}

/** The node of the block at a place in pixels; -1 for none. */
export function nodeAt(layout: FlameLayout, frame: FlameFrame, x: number, y: number): number {
  const { range, width, scrolled, levelHeight, isFlipped } = frame;
  const line = Math.floor((y + scrolled) / levelHeight);
  const level = isFlipped ? layout.levels - 1 - line : line;
  if (level < 0 || level >= layout.levels || x < 0 || x >= width) return -1;
  const span = spanAt(layout.spans, level, range.from + (x / width) * (range.to - range.from));
  return span < 0 ? -1 : layout.nodeOf[span];
}

/** The part of the axis that a node takes. */
export function rangeOf({ start, width }: FlameLayout, node: number): Range {
  return { from: start[node], to: start[node] + Math.max(width[node], 1) };
}
