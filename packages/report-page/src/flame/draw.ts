import { ramp } from '../canvas/colours.js';
import { Labels } from '../canvas/labels.js';
import type { Drawing } from '../canvas/surface.js';
import { ColumnRuns } from '../canvas/column-runs.js';
import { visitRow } from '../canvas/spans.js';
import type { FlameTree } from './flame-tree.js';
import { levelY, type FlameFrame } from './hit-test.js';
import type { FlameLayout } from './layout.js';
import type { Metric } from './metric.js';
import type { Found } from './search.js';

export interface FlameScene {
  tree: FlameTree;
  layout: FlameLayout;
  frame: FlameFrame;
  metric: Metric;
  /** By node: the part of its width that is waiting, from 0 to 1; or, if so, how much it has changed. */
  waitShare: Float32Array;
  /** Shades go from less (0) by the same (0.5) to more (1), and patterns mark what only one side has. */
  showsChange?: boolean;
  labelOf(node: number): string;
  /** Undefined where nothing is searched. */
  found: Found | undefined;
  selected: number;
  pointedAt: number;
}

const SHADES = 9;
const FONT =
  '12px ui-monospace, "SF Mono", Consolas, "Liberation Mono", "DejaVu Sans Mono", monospace';
/** Pixels between a block's edge and its label. */
const PADDING = 4;
/** Pixels from which on a block shows what its own part is. */
const OWN_PART = 2;

/** Draws what is in sight of a flame graph. */
export function drawFlame(scene: FlameScene, drawing: Drawing): void {
  const { layout, frame, found, metric, waitShare } = scene;
  const { context, height, palette } = drawing;
  const shades = scene.showsChange ? shadesOfChange(drawing) : shadesOf(metric, drawing);
  const shadeOf = (node: number) => shades[Math.round(waitShare[node] * (SHADES - 1))];
  context.font = FONT;
  context.textBaseline = 'middle';
  const labels = new Labels(context);
  const { levelHeight } = frame;

  const columns = new ColumnRuns(context, levelHeight - 1);
  for (let level = 0; level < layout.levels; level++) {
    const top = levelY(layout, frame, level);
    if (top + levelHeight < 0 || top > height) continue;
    visitRow(layout.spans, level, frame.range, frame.width, {
      span(index, left, right) {
        columns.flush();
        const node = layout.nodeOf[index];
        const x = Math.max(0, left);
        const w = Math.max(0.5, Math.min(frame.width, right) - x - (right - left > 3 ? 1 : 0));
        const isFaded = found?.matches[node] === 0;
        context.globalAlpha = isFaded ? 0.35 : 1;
        context.fillStyle = shadeOf(node);
        context.fillRect(x, top, w, levelHeight - 1);
        drawOwnPart(scene, drawing, node, { left, right, x, w, top });
        if (found?.matches[node] === 1) {
          context.fillStyle = palette.match;
          context.fillRect(x, top + levelHeight - 4, w, 3);
        }
        drawLabel(scene, drawing, labels, node, { left: x, w, top, shade: shadeOf(node) });
        context.globalAlpha = 1;
        if (node === scene.selected || node === scene.pointedAt) {
          context.strokeStyle = node === scene.selected ? palette.accent : palette.text;
          context.lineWidth = node === scene.selected ? 2 : 1;
          context.strokeRect(x + 1, top + 1, Math.max(1, w - 2), levelHeight - 3);
        }
      },
      density(first, last, column, covered) {
        const node = layout.nodeOf[first];
        const isFound = found !== undefined && found.before[last + 1] > found.before[first];
        const alpha = found !== undefined && !isFound ? covered * 0.35 : covered;
        columns.add(column, top, isFound ? palette.match : shadeOf(node), alpha);
      },
    });
    columns.flush();
  }
}

/** The colours of blocks from those that only ran to those that only waited. */
function shadesOf(metric: Metric, { palette }: Drawing): string[] {
  const { onStackSoft, waitingSoft, contendedSoft, neutral } = palette;
  if (metric === 'blame') return ramp(contendedSoft, contendedSoft, SHADES);
  if (metric === 'calls') return ramp(neutral, neutral, SHADES);
  return ramp(onStackSoft, waitingSoft, SHADES);
}

/** The colours of blocks that got less, stayed the same, and got more. */
function shadesOfChange({ palette }: Drawing): string[] {
  const { waitingSoft, contendedSoft, idle } = palette;
  const half = (SHADES + 1) / 2;
  return [...ramp(waitingSoft, idle, half), ...ramp(idle, contendedSoft, half).slice(1)];
}

interface Block {
  /** The edges of the block, which may be out of sight. */
  left: number;
  right: number;
  /** The part in sight. */
  x: number;
  w: number;
  top: number;
}

/** Draws what of a block is its own, behind what it called: solid on the stack, patterned where it waited. */
function drawOwnPart(
  { tree, layout, frame, metric, showsChange, waitShare }: FlameScene,
  { context, fills, palette }: Drawing,
  node: number,
  { left, right, x, w, top }: Block,
): void {
  if (showsChange) {
    const share = waitShare[node];
    if (share > 0 && share < 1) return;
    context.fillStyle = share === 1 ? fills.contended : fills.outside;
    context.fillRect(x, top, w, frame.levelHeight - 1);
    return;
  }
  const own = layout.own[node];
  const room = ((right - left) * own) / layout.width[node];
  if (room < OWN_PART) return;
  const { self, external, outside, contended } = tree.figures;
  const parts: [number, Fills][] = [];
  if (metric === 'wall' || metric === 'onStack') parts.push([self?.[node] ?? 0, fills.onStack]);
  if (metric === 'wall' || metric === 'waiting') {
    const waited = external?.[node] ?? 0;
    const out = Math.min(waited, outside?.[node] ?? waited);
    const held = Math.min(waited - out, contended?.[node] ?? 0);
    parts.push(
      [out, fills.outside],
      [waited - out - held, fills.undecided],
      [held, fills.contended],
    );
  }
  if (metric === 'blame') parts.push([1, palette.blame]);
  if (metric === 'calls') parts.push([1, palette.elsewhere]);
  const sum = parts.reduce((total, [value]) => total + Math.max(0, value), 0);
  if (sum === 0) return;
  let from = right - room;
  for (const [value, fill] of parts) {
    const to = from + (room * Math.max(0, value)) / sum;
    const begin = Math.max(x, from);
    const end = Math.min(x + w, to);
    if (end > begin) {
      context.fillStyle = fill;
      context.fillRect(begin, top, end - begin, frame.levelHeight - 1);
    }
    from = to;
  }
}

type Fills = Drawing['fills'][keyof Drawing['fills']];

interface LabelPlace {
  left: number;
  w: number;
  top: number;
  shade: string;
}

function drawLabel(
  { frame, labelOf }: FlameScene,
  { context, palette }: Drawing,
  labels: Labels,
  node: number,
  { left, w, top, shade }: LabelPlace,
): void {
  const text = labels.fit(labelOf(node), w - 2 * PADDING);
  if (text === '') return;
  const { levelHeight } = frame;
  // Patterns would make the letters hard to read.
  context.fillStyle = shade;
  context.fillRect(left + 1, top + 2, labels.width(text) + 2 * PADDING - 2, levelHeight - 5);
  context.fillStyle = palette.text;
  context.fillText(text, left + PADDING, top + levelHeight / 2);
}
