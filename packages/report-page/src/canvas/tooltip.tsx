import type { ComponentChildren } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';

/** Pixels between the pointer and what is said about it. */
const DISTANCE = 14;

/** What is said about the thing at a place of the window; it keeps within the window. */
export function Tooltip({ x, y, children }: { x: number; y: number; children: ComponentChildren }) {
  const element = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const { offsetWidth, offsetHeight, style } = element.current!;
    const left =
      x + DISTANCE + offsetWidth > innerWidth ? x - DISTANCE - offsetWidth : x + DISTANCE;
    const top =
      y + DISTANCE + offsetHeight > innerHeight ? y - DISTANCE - offsetHeight : y + DISTANCE;
    style.left = `${Math.max(0, left)}px`;
    style.top = `${Math.max(0, top)}px`;
  });
  return (
    <div class="tooltip" ref={element} aria-hidden="true">
      {children}
    </div>
  );
}
