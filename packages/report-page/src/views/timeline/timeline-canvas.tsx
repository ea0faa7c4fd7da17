import type { CriticalPath } from '@coroscope/profile';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { Range } from '../../canvas/spans.js';
import { Surface, type Point } from '../../canvas/surface.js';
import { Tooltip } from '../../canvas/tooltip.js';
import { drawTimeline, type Chosen, type TimelineScene } from '../../timeline/draw.js';
import { hitTest, timeAt, type TimelineFrame, type TimelineHit } from '../../timeline/hit-test.js';
import { rowOfActivation, stateOf, type TimelineLayout } from '../../timeline/timeline-layout.js';
import { around, formatRange, moved, parseRange, whole, zoomed } from '../../timeline/zoom.js';
import { go, param } from '../../state/address.js';
import { duration } from '../../text/times.js';

interface Props extends Pick<TimelineScene, 'labelOf' | 'headingOf' | 'selected' | 'isFound'> {
  layout: TimelineLayout;
  path: CriticalPath | undefined;
  onSelect(chosen: Chosen | undefined): void;
}

const ROW_LINES = 1.3;
const AXIS_LINES = 1.6;
/** The part of the range that a key moves by, and that a key or a notch of the wheel leaves of it. */
const STEP = 0.15;
const ZOOM = 0.75;
/** Milliseconds after which the address says what is in sight. */
const SETTLED = 250;

/** A timeline to look at: wheel, drag and WASD zoom and move, a click selects, arrows go to neighbours. */
export function TimelineCanvas(props: Props) {
  const { layout, labelOf, headingOf, selected, isFound, path, onSelect } = props;
  const [range, setRange] = useRange(layout.duration);
  const [width, setWidth] = useState(1);
  const [pointed, setPointed] = useState<{ hit: TimelineHit; x: number; y: number }>();
  const scrolled = useRef(0);
  const drag = useRef<{ x: number; y: number; range: Range; isMoved: boolean }>(null);
  const line = parseFloat(getComputedStyle(document.documentElement).fontSize);
  const frame = (): TimelineFrame => ({
    range,
    width,
    scrolled: scrolled.current,
    rowHeight: Math.round(line * ROW_LINES),
    axisHeight: Math.round(line * AXIS_LINES),
  });
  const { rowHeight, axisHeight } = frame();
  const zoom = (factor: number, at: number) => setRange(zoomed(range, factor, at, layout.duration));
  const middle = () => (range.from + range.to) / 2;

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const move = (by: number) =>
      setRange(moved(range, by * (range.to - range.from), layout.duration));
    const actions: Record<string, () => void> = {
      w: () => zoom(ZOOM, middle()),
      s: () => zoom(1 / ZOOM, middle()),
      a: () => move(-STEP),
      d: () => move(STEP),
      '0': () => setRange(whole(layout.duration)),
      ArrowLeft: () => onSelect(neighbour(layout, selected, -1)),
      ArrowRight: () => onSelect(neighbour(layout, selected, 1)),
      ArrowUp: () => onSelect(parentOf(layout, selected)),
      ArrowDown: () => onSelect(childOf(layout, selected)),
      Enter: () => {
        if (selected) setRange(rangeOf(layout, selected));
      },
    };
    const action = actions[event.key.length === 1 ? event.key.toLowerCase() : event.key];
    if (action === undefined) return;
    event.preventDefault();
    action();
  };

  return (
    <Surface
      label="Timeline. W and S zoom, A and D move, arrow keys go from call to call, Enter zooms in on the chosen one; the same is in the table."
      contentHeight={axisHeight + layout.rows * rowHeight}
      reveal={
        selected && {
          key: `${selected.thread}.${selected.activation}`,
          top: rowOfActivation(layout, selected.thread, selected.activation) * rowHeight,
          height: rowHeight + axisHeight,
        }
      }
      onSize={(w) => {
        if (w > 0 && w !== width) setWidth(w);
      }}
      draw={(drawing, top) => {
        scrolled.current = top;
        drawTimeline(
          {
            layout,
            frame: { ...frame(), width: drawing.width },
            labelOf,
            headingOf,
            selected,
            path,
            isFound,
            pointedAt:
              pointed && pointed.hit.activation >= 0
                ? { thread: pointed.hit.thread, activation: pointed.hit.activation }
                : undefined,
          },
          drawing,
        );
      }}
      onWheel={({ x }, event) => {
        if (event.shiftKey) return;
        event.preventDefault();
        if (Math.abs(event.deltaX) > Math.abs(event.deltaY)) {
          setRange(moved(range, (event.deltaX / width) * (range.to - range.from), layout.duration));
        } else zoom(Math.exp(event.deltaY * 0.002), timeAt(frame(), x));
      }}
      onPointerDown={(point, event) => {
        if (event.button !== 0) return;
        drag.current = { ...point, range, isMoved: false };
        (event.currentTarget as HTMLCanvasElement).setPointerCapture(event.pointerId);
      }}
      onPointerMove={(point, event) => {
        const began = drag.current;
        if (began !== null && point !== undefined) {
          if (Math.abs(point.x - began.x) + Math.abs(point.y - began.y) > 4) began.isMoved = true;
          if (began.isMoved) {
            const by = ((began.x - point.x) / width) * (began.range.to - began.range.from);
            setRange(moved(began.range, by, layout.duration));
            const scroller = (event.currentTarget as HTMLElement).parentElement!;
            scroller.scrollTop -= event.movementY;
          }
          return;
        }
        const hit = point === undefined ? undefined : hitTest(layout, frame(), point.x, point.y);
        setPointed(hit === undefined ? undefined : { hit, x: event.clientX, y: event.clientY });
      }}
      onPointerUp={() => {
        if (drag.current?.isMoved === false) drag.current = null;
      }}
      onClick={(point: Point) => {
        const wasDragged = drag.current?.isMoved === true;
        drag.current = null;
        if (wasDragged) return;
        const hit = hitTest(layout, frame(), point.x, point.y);
        onSelect(
          hit && hit.activation >= 0
            ? { thread: hit.thread, activation: hit.activation }
            : undefined,
        );
      }}
      onDblClick={(point) => {
        const hit = hitTest(layout, frame(), point.x, point.y);
        if (hit && hit.activation >= 0) setRange(rangeOf(layout, hit));
      }}
      onKeyDown={onKeyDown}
    >
      {pointed !== undefined && pointed.hit.activation >= 0 && (
        <Tooltip x={pointed.x} y={pointed.y}>
          <b class="name">{labelOf(pointed.hit)}</b>
          <br />
          {hitText(layout, pointed.hit)}
        </Tooltip>
      )}
    </Surface>
  );
}

const STATES = { onStack: 'on stack', awaiting: 'awaiting', paused: 'paused' };

/** What is at a place: the state there, and how long it lasted. */
function hitText(
  { threads }: TimelineLayout,
  { thread, kind, span, activation }: TimelineHit,
): string {
  const of = threads[thread];
  const { start, end } = kind === 'stack' ? of.stack : of.lanes;
  const state = kind === 'stack' ? 'on stack' : STATES[stateOf(of, span)];
  const whole = of.activations.elapsed(activation);
  return `${state} for ${duration(end[span] - start[span])}, at ${duration(start[span])}; in all ${duration(whole)}`;
}

/** The range in sight: the address has it, once it has settled. */
function useRange(length: number): [Range, (range: Range) => void] {
  const text = param('t');
  const [range, setRange] = useState<Range>(() => parseRange(text, length) ?? whole(length));
  const written = useRef(text);
  useEffect(() => {
    // The address was changed by something else: Back, a link, the zoom to an activation.
    if (text === written.current) return;
    written.current = text;
    setRange(parseRange(text, length) ?? whole(length));
  }, [text, length]);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined as never);
  const set = (next: Range) => {
    setRange(next);
    clearTimeout(timer.current);
    timer.current = setTimeout(() => {
      const isWhole = next.from === 0 && next.to >= length;
      written.current = isWhole ? undefined : formatRange(next);
      go({ params: { t: written.current } }, false);
    }, SETTLED);
  };
  return [range, set];
}

/** The range of an activation, with a margin. */
export function rangeOf(
  { threads, duration: length }: TimelineLayout,
  { thread, activation }: Chosen,
): Range {
  const { activations, shift } = threads[thread];
  const { start, end } = activations.tables;
  return around(start.values[activation] + shift, end.values[activation] + shift, length);
}

function parentOf({ threads }: TimelineLayout, chosen: Chosen | undefined): Chosen | undefined {
  if (chosen === undefined) return undefined;
  const parent = threads[chosen.thread].activations.tables.parent.values[chosen.activation];
  return parent < 0 ? chosen : { ...chosen, activation: parent };
}

function childOf({ threads }: TimelineLayout, chosen: Chosen | undefined): Chosen | undefined {
  if (chosen === undefined) return { thread: 0, activation: 0 };
  const [first] = threads[chosen.thread].activations.children(chosen.activation);
  return first === undefined ? chosen : { ...chosen, activation: first };
}

/** The call before or after one, of those that the same one has made. */
function neighbour(
  { threads }: TimelineLayout,
  chosen: Chosen | undefined,
  by: 1 | -1,
): Chosen | undefined {
  if (chosen === undefined) return { thread: 0, activation: 0 };
  const { activations } = threads[chosen.thread];
  const { parent } = activations.tables;
  const own = parent.values[chosen.activation];
  let next = chosen.activation + by;
  while (next >= 0 && next < activations.count && parent.values[next] !== own) next += by;
  return next < 0 || next >= activations.count ? chosen : { ...chosen, activation: next };
}
