import { useEffect, useRef, useState } from 'preact/hooks';
import type { Range } from '../../canvas/spans.js';
import { Surface, type Point, type Reveal } from '../../canvas/surface.js';
import { Tooltip } from '../../canvas/tooltip.js';
import { drawFlame } from '../../flame/draw.js';
import { nodeAt, rangeOf, type FlameFrame } from '../../flame/hit-test.js';
import { valueOf } from '../../flame/metric.js';
import type { Found } from '../../flame/search.js';
import { percent, quantity } from '../../text/numbers.js';
import { duration } from '../../text/times.js';
import type { FlameModel } from './flame-model.js';

interface Props {
  label: string;
  flame: FlameModel;
  /** The node that is as wide as the graph. */
  zoomed: number;
  selected: number;
  found?: Found | undefined;
  isFlipped?: boolean;
  onSelect(node: number): void;
  onZoom(node: number): void;
}

/** Lines that a level is high. */
const LEVEL_LINES = 1.5;
/** Milliseconds of a change of zoom. */
const ZOOM_TIME = 160;

/** A flame graph to look at: what is pointed at is explained, a click selects and zooms, arrows move. */
export function FlameGraph(props: Props) {
  const { label, flame, zoomed, selected, found, isFlipped = false, onSelect, onZoom } = props;
  const { layout, tree } = flame;
  const range = useZoom(rangeOf(layout, zoomed));
  const [size, setSize] = useState({ width: 1, height: 1 });
  const [pointed, setPointed] = useState<{ node: number; x: number; y: number }>();
  const scrolled = useRef(0);
  const levelHeight = Math.round(
    LEVEL_LINES * parseFloat(getComputedStyle(document.documentElement).fontSize),
  );
  const frame = (): FlameFrame => ({
    range,
    width: size.width,
    scrolled: scrolled.current,
    levelHeight,
    isFlipped,
  });
  const at = ({ x, y }: Point) => nodeAt(layout, frame(), x, y);

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const next = neighbour(
      flame,
      selected < 0 ? zoomed : selected,
      isFlipped ? (FLIPPED[event.key] ?? event.key) : event.key,
    );
    if (next !== undefined) {
      event.preventDefault();
      onSelect(next);
    } else if (event.key === 'Enter' && selected >= 0) {
      event.preventDefault();
      onZoom(selected);
    } else if (event.key === '0') onZoom(0);
  };

  const contentHeight = layout.levels * levelHeight;
  return (
    <Surface
      label={`${label}. Arrow keys move, Enter zooms in, Escape zooms out; the same is in the table.`}
      contentHeight={contentHeight}
      reveal={revealed(flame, selected, levelHeight, isFlipped)}
      onSize={(width, height) => {
        if (width !== size.width || height !== size.height) setSize({ width, height });
      }}
      draw={(drawing, top) => {
        scrolled.current = top;
        drawFlame(
          {
            ...flame,
            frame: { ...frame(), width: drawing.width },
            found,
            selected,
            pointedAt: pointed?.node ?? -1,
          },
          drawing,
        );
      }}
      onPointerMove={(point, { clientX, clientY }) => {
        const node = point === undefined ? -1 : at(point);
        setPointed(node < 0 ? undefined : { node, x: clientX, y: clientY });
      }}
      onClick={(point) => {
        const node = at(point);
        if (node >= 0) onZoom(node);
      }}
      onKeyDown={onKeyDown}
    >
      {pointed !== undefined && pointed.node < tree.parent.length && (
        <Tooltip x={pointed.x} y={pointed.y}>
          <b class="name">{flame.labelOf(pointed.node)}</b>
          <br />
          <span class="where">{flame.locationOf(pointed.node)}</span>
          <br />
          {widthText(flame, pointed.node)}
        </Tooltip>
      )}
    </Surface>
  );
}

/** What the width of a node says: `1.2 s, 34 % of all`. */
export function widthText({ layout, metric }: FlameModel, node: number): string {
  const value = valueOf(layout.width[node], metric);
  const text = metric === 'calls' ? quantity(value, 'call') : duration(value);
  return `${text}, ${percent(layout.width[node] / layout.width[0])} of all`;
}

const FLIPPED: Record<string, string> = { ArrowUp: 'ArrowDown', ArrowDown: 'ArrowUp' };

/** The node that an arrow key leads to. */
function neighbour({ layout, tree }: FlameModel, node: number, key: string): number | undefined {
  const { spans, spanOf, nodeOf, level } = layout;
  const span = spanOf[node];
  if (span < 0) return undefined;
  switch (key) {
    case 'ArrowUp':
      return node === 0 ? undefined : tree.parent[node];
    case 'ArrowDown':
      return widestChild(layout, node);
    case 'ArrowLeft':
      return span > spans.rows[level[node]] ? nodeOf[span - 1] : undefined;
    case 'ArrowRight':
      return span + 1 < spans.rows[level[node] + 1] ? nodeOf[span + 1] : undefined;
    default:
      return undefined;
  }
}

function widestChild(
  { spans, nodeOf, level, start, width, levels }: FlameModel['layout'],
  node: number,
) {
  const below = level[node] + 1;
  if (below >= levels) return undefined;
  let widest: number | undefined;
  for (let span = spans.rows[below]; span < spans.rows[below + 1]; span++) {
    const child = nodeOf[span];
    if (start[child] >= start[node] + width[node]) break;
    if (start[child] < start[node]) continue;
    if (widest === undefined || width[child] > width[widest]) widest = child;
  }
  return widest;
}

/** The level of the selected node, to be scrolled into sight. */
function revealed(
  { layout }: FlameModel,
  node: number,
  levelHeight: number,
  isFlipped: boolean,
): Reveal {
  const level = layout.level[Math.max(0, node)];
  const line = isFlipped ? layout.levels - 1 - level : level;
  return { key: node, top: line * levelHeight, height: levelHeight };
}

/** The range in sight on its way to another one. */
function useZoom(target: Range): Range {
  const [range, setRange] = useState(target);
  const current = useRef(target);
  useEffect(() => {
    const from = current.current;
    const set = (next: Range) => {
      current.current = next;
      setRange(next);
    };
    if (matchMedia('(prefers-reduced-motion: reduce)').matches) return set(target);
    const began = performance.now();
    let frame = requestAnimationFrame(function step(now) {
      const way = Math.min(1, Math.max(0, (now - began) / ZOOM_TIME));
      const eased = way * (2 - way);
      if (way === 1) return set(target);
      set({
        from: from.from + (target.from - from.from) * eased,
        to: from.to + (target.to - from.to) * eased,
      });
      frame = requestAnimationFrame(step);
    });
    return () => cancelAnimationFrame(frame);
  }, [target.from, target.to]);
  return range;
}
