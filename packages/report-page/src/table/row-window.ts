import { useEffect, useLayoutEffect, useState } from 'preact/hooks';
import type { RefObject } from 'preact';

/** Rows beyond the visible ones that are in the document on each side. */
const OVERSCAN = 6;

/** The rows of a long table that are in the document. */
export interface RowWindow {
  first: number;
  /** The one after the last. */
  end: number;
  /** Scrolls as little as brings a row into sight. */
  reveal(row: number): void;
}

/** Follows which rows are in sight: all are of one height, so that it is a division. */
export function useRowWindow(
  scroller: RefObject<HTMLElement>,
  rows: number,
  rowHeight: number,
): RowWindow {
  const [sight, setSight] = useState({ top: 0, height: 0 });
  useLayoutEffect(() => {
    const element = scroller.current!;
    const look = () => setSight({ top: element.scrollTop, height: element.clientHeight });
    const observer = new ResizeObserver(look);
    observer.observe(element);
    element.addEventListener('scroll', look, { passive: true });
    return () => {
      observer.disconnect();
      element.removeEventListener('scroll', look);
    };
  }, []);
  // A shorter table may leave the place that it was scrolled to.
  useEffect(() => {
    const { scrollTop, clientHeight } = scroller.current!;
    if (scrollTop !== sight.top) setSight({ top: scrollTop, height: clientHeight });
  }, [rows]);
  const first = Math.max(0, Math.min(rows, Math.floor(sight.top / rowHeight) - OVERSCAN));
  const end = Math.min(rows, Math.ceil((sight.top + sight.height) / rowHeight) + OVERSCAN);
  const reveal = (row: number) => {
    const element = scroller.current!;
    // The heading covers the first line.
    const top = row * rowHeight;
    const bottom = top + 2 * rowHeight;
    if (top < element.scrollTop) element.scrollTop = top;
    else if (bottom > element.scrollTop + element.clientHeight) {
      element.scrollTop = bottom - element.clientHeight;
    }
  };
  return { first, end: Math.max(first, end), reveal };
}
