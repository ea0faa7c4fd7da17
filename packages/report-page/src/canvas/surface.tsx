import type { ComponentChildren } from 'preact';
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { palette, scheme, type Palette } from './palette.js';
import { createFills, type Fills } from './patterns.js';

/** What is needed to draw: the canvas is cleared, and a unit is a pixel of CSS. */
export interface Drawing {
  context: CanvasRenderingContext2D;
  width: number;
  height: number;
  palette: Palette;
  fills: Fills;
}

/** A place in pixels of the canvas. */
export interface Point {
  x: number;
  y: number;
}

/** A part of the content that is scrolled into sight. */
export interface Reveal {
  key: string | number;
  top: number;
  height: number;
}

interface Props {
  /** What it shows, in words. */
  label: string;
  /** Pixels of all there is, of which the canvas shows a part. */
  contentHeight: number;
  draw(drawing: Drawing, scrolled: number): void;
  onSize?(width: number, height: number): void;
  onPointerDown?(point: Point, event: PointerEvent): void;
  onPointerMove?(point: Point | undefined, event: PointerEvent): void;
  onPointerUp?(event: PointerEvent): void;
  onClick?(point: Point, event: MouseEvent): void;
  onDblClick?(point: Point): void;
  onWheel?(point: Point, event: WheelEvent): void;
  onKeyDown?(event: KeyboardEvent): void;
  /** What has to be in sight, in pixels from the top of all, each time that it becomes another one. */
  reveal?: Reveal | undefined;
  /** What lies above the canvas, such as the words for what is pointed at. */
  children?: ComponentChildren;
}

/** A canvas as large as its place, that scrolls, follows the colour scheme and can be focused. */
export function Surface(props: Props) {
  const { label, contentHeight, draw, onSize, reveal, children } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const fills = useRef<{ key: string; fills: Fills; palette: Palette }>(null);
  const [size, setSize] = useState({ width: 0, height: 0 });
  const colours = scheme.value;

  useLayoutEffect(() => {
    const element = scroller.current!;
    const observer = new ResizeObserver(() => {
      setSize({ width: element.clientWidth, height: element.clientHeight });
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  useLayoutEffect(() => onSize?.(size.width, size.height), [size]);
  const isLaidOut = size.height > 0;
  useEffect(() => {
    if (reveal === undefined || !isLaidOut) return;
    const element = scroller.current!;
    const isInSight =
      reveal.top >= element.scrollTop &&
      reveal.top + reveal.height <= element.scrollTop + element.clientHeight;
    if (!isInSight) element.scrollTop = Math.max(0, reveal.top - element.clientHeight / 3);
  }, [reveal?.key, isLaidOut]);

  const paint = () => {
    const element = canvas.current!;
    const ratio = devicePixelRatio;
    const { width, height } = size;
    if (width === 0 || height === 0) return;
    const [w, h] = [Math.round(width * ratio), Math.round(height * ratio)];
    if (element.width !== w || element.height !== h) [element.width, element.height] = [w, h];
    const key = `${colours} ${ratio}`;
    if (fills.current?.key !== key) {
      const now = palette();
      fills.current = { key, palette: now, fills: createFills(now, ratio) };
    }
    const context = element.getContext('2d')!;
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    context.clearRect(0, 0, width, height);
    draw({ context, width, height, ...fills.current }, scroller.current!.scrollTop);
  };
  useLayoutEffect(paint);

  const pointOf = (event: MouseEvent): Point => {
    const { left, top } = canvas.current!.getBoundingClientRect();
    return { x: event.clientX - left, y: event.clientY - top };
  };
  // Preact listens to the wheel passively on no element of ours, but browsers may.
  const wheel = useRef(props.onWheel);
  wheel.current = props.onWheel;
  useEffect(() => {
    const element = scroller.current!;
    const listen = (event: WheelEvent) => wheel.current?.(pointOf(event), event);
    element.addEventListener('wheel', listen, { passive: false });
    return () => element.removeEventListener('wheel', listen);
  }, []);

  return (
    <div class="surface" ref={scroller} onScroll={paint}>
      <canvas
        ref={canvas}
        tabIndex={0}
        role="application"
        aria-roledescription="graph"
        aria-label={label}
        onPointerDown={(event) => props.onPointerDown?.(pointOf(event), event)}
        onPointerMove={(event) => props.onPointerMove?.(pointOf(event), event)}
        onPointerLeave={(event) => props.onPointerMove?.(undefined, event)}
        onPointerUp={(event) => props.onPointerUp?.(event)}
        onClick={(event) => props.onClick?.(pointOf(event), event)}
        onDblClick={(event) => props.onDblClick?.(pointOf(event))}
        onKeyDown={props.onKeyDown}
      />
      <div class="content" style={{ height: `${Math.max(0, contentHeight - size.height)}px` }} />
      {children}
    </div>
  );
}
