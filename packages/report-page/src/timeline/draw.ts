import type { CriticalPath } from '@coroscope/profile';
import { Labels } from '../canvas/labels.js';
import { visitRow } from '../canvas/spans.js';
import type { Drawing } from '../canvas/surface.js';
import { contendedSince } from './contention.js';
import type { TimelineFrame } from './hit-test.js';
import { ticksOf, tickText } from './ticks.js';
import {
  placeOfRow,
  rowOfActivation,
  stateOf,
  type RowPlace,
  type SpanState,
  type ThreadLayout,
  type TimelineLayout,
} from './timeline-layout.js';

/** An activation of one of the threads. */
export interface Chosen {
  thread: number;
  activation: number;
}

export interface TimelineScene {
  layout: TimelineLayout;
  frame: TimelineFrame;
  labelOf(chosen: Chosen): string;
  headingOf(thread: number): string;
  selected: Chosen | undefined;
  /** Of the selected activation. */
  path: CriticalPath | undefined;
  pointedAt: Chosen | undefined;
  /** By thread and activation: whether a search has found it; undefined where nothing is searched. */
  isFound: ((chosen: Chosen) => boolean) | undefined;
}

const FONT =
  '12px ui-monospace, "SF Mono", Consolas, "Liberation Mono", "DejaVu Sans Mono", monospace';
const PADDING = 4;
/** Pixels from which on a wait shows which part of it was contended, and an activation its name. */
const WIDE = 6;
const NAMED = 34;

/** Draws what is in sight of a timeline. */
export function drawTimeline(scene: TimelineScene, drawing: Drawing): void {
  const { layout, frame } = scene;
  const { context, height } = drawing;
  context.font = FONT;
  context.textBaseline = 'middle';
  const labels = new Labels(context);
  const first = Math.floor(frame.scrolled / frame.rowHeight);
  const last = Math.min(
    layout.rows - 1,
    Math.floor((frame.scrolled + height - frame.axisHeight) / frame.rowHeight),
  );
  context.save();
  context.beginPath();
  context.rect(0, frame.axisHeight, frame.width, height);
  context.clip();
  drawGrid(scene, drawing);
  for (let row = first; row <= last; row++) {
    const place = placeOfRow(layout, row);
    if (place === undefined) continue;
    const top = frame.axisHeight + row * frame.rowHeight - frame.scrolled;
    if (place.kind === 'heading') drawHeading(scene, drawing, place.thread, top);
    else if (place.kind === 'stack') drawStack(scene, drawing, labels, place, top);
    else drawLane(scene, drawing, labels, place, top);
  }
  drawPath(scene, drawing);
  drawResumptions(scene, drawing);
  context.restore();
  drawAxis(scene, drawing);
}

function drawGrid({ frame }: TimelineScene, { context, height, palette }: Drawing): void {
  context.fillStyle = palette.line;
  context.globalAlpha = 0.6;
  for (const time of ticksOf(frame.range, frame.width)) {
    context.fillRect(Math.round(xOf(time, frame)), 0, 1, height);
  }
  context.globalAlpha = 1;
}

function drawAxis({ frame }: TimelineScene, { context, palette }: Drawing): void {
  context.fillStyle = palette.page;
  context.fillRect(0, 0, frame.width, frame.axisHeight);
  for (const time of ticksOf(frame.range, frame.width)) {
    const x = Math.round(xOf(time, frame));
    context.fillStyle = palette.line;
    context.fillRect(x, 0, 1, frame.axisHeight);
    context.fillStyle = palette.faint;
    context.fillText(tickText(time, frame.range), x + PADDING, frame.axisHeight / 2);
  }
  context.fillStyle = palette.line;
  context.fillRect(0, frame.axisHeight - 1, frame.width, 1);
}

function drawHeading(
  { frame, headingOf }: TimelineScene,
  { context, palette }: Drawing,
  thread: number,
  top: number,
): void {
  context.fillStyle = palette.idle;
  context.fillRect(0, top, frame.width, frame.rowHeight - 1);
  context.fillStyle = palette.text;
  context.fillText(headingOf(thread), PADDING, top + frame.rowHeight / 2);
}

function drawStack(
  scene: TimelineScene,
  drawing: Drawing,
  labels: Labels,
  { thread, row }: RowPlace,
  top: number,
): void {
  const { layout, frame } = scene;
  const { context, palette } = drawing;
  const { stack, stackActivation } = layout.threads[thread];
  const height = frame.rowHeight - 1;
  // The stack stands out from the lanes below it.
  context.fillStyle = palette.idle;
  context.globalAlpha = 0.35;
  context.fillRect(0, top, frame.width, frame.rowHeight);
  context.globalAlpha = 1;
  visitRow(stack, row, frame.range, frame.width, {
    span(index, left, right) {
      const chosen = { thread, activation: stackActivation[index] };
      const x = Math.max(0, left);
      const w = Math.max(1, Math.min(frame.width, right) - x - (right - left > 4 ? 1 : 0));
      fade(scene, drawing, chosen);
      context.fillStyle = palette.onStack;
      context.fillRect(x, top, w, height);
      if (w >= NAMED) drawName(scene, drawing, labels, chosen, x, w, top);
      context.globalAlpha = 1;
      outline(scene, drawing, chosen, { x, w, top });
    },
    density(first, last, column, covered) {
      const isFaded =
        scene.isFound !== undefined &&
        !anyFound(scene, thread, first, last, (span) => stackActivation[span]);
      context.globalAlpha = isFaded ? covered * 0.3 : covered;
      context.fillStyle = palette.onStack;
      context.fillRect(column, top, 1, height);
      context.globalAlpha = 1;
    },
  });
}

function drawLane(
  scene: TimelineScene,
  drawing: Drawing,
  labels: Labels,
  { thread, row }: RowPlace,
  top: number,
): void {
  const { layout, frame } = scene;
  const { context, palette } = drawing;
  const of = layout.threads[thread];
  const { tables } = of.activations;
  const { values: activationOf } = tables.intervalOf;
  const height = frame.rowHeight - 2;
  const names = new Set<number>();
  visitRow(of.lanes, row, frame.range, frame.width, {
    span(index, left, right) {
      const activation = activationOf[of.laneInterval[index]];
      const chosen = { thread, activation };
      const x = Math.max(0, left);
      const w = Math.max(1, Math.min(frame.width, right) - x);
      fade(scene, drawing, chosen);
      fillState(scene, drawing, of, index, { x, w, top, height });
      context.globalAlpha = 1;
      names.add(activation);
    },
    density(first, last, column, covered) {
      const activation = activationOf[of.laneInterval[first]];
      const isFaded =
        scene.isFound !== undefined &&
        !anyFound(scene, thread, first, last, (span) => activationOf[of.laneInterval[span]]);
      context.globalAlpha = isFaded ? covered * 0.3 : covered;
      context.fillStyle = palette[densityColour(of, first, last)];
      context.fillRect(column, top, 1, height);
      context.globalAlpha = 1;
      names.add(activation);
    },
  });
  for (const activation of names) {
    const chosen = { thread, activation };
    const left = xOf(tables.start.values[activation] + of.shift, frame);
    const right = xOf(tables.end.values[activation] + of.shift, frame);
    const x = Math.max(0, left);
    const w = Math.min(frame.width, right) - x;
    if (w >= NAMED) drawName(scene, drawing, labels, chosen, x, w, top);
    outline(scene, drawing, chosen, { x, w: Math.max(1, w), top });
    // Neighbours in a lane touch.
    if (left > 0 && w > 3) {
      context.fillStyle = palette.page;
      context.fillRect(left, top, 1, height);
    }
  }
}

interface Rectangle {
  x: number;
  w: number;
  top: number;
  height: number;
}

/** Fills a span of a lane: solid on the stack, hatched awaiting, crossed where contended, dotted paused. */
function fillState(
  { frame }: TimelineScene,
  { context, fills }: Drawing,
  of: ThreadLayout,
  span: number,
  { x, w, top, height }: Rectangle,
): void {
  const state = stateOf(of, span);
  context.fillStyle =
    state === 'onStack' ? fills.onStack : state === 'paused' ? fills.paused : fills.outside;
  context.fillRect(x, top, w, height);
  if (state !== 'awaiting' || w < WIDE) return;
  const since = contendedSince(of.activations, of.laneInterval[span]) + of.shift;
  const from = Math.max(x, xOf(since, frame));
  if (from >= x + w) return;
  context.fillStyle = fills.contended;
  context.fillRect(from, top, x + w - from, height);
}

const DENSITY_COLOURS = { onStack: 'onStack', awaiting: 'waiting', paused: 'paused' } as const;

/** Spans of a column that are looked at for its colour, at most. */
const MOST_LOOKED_AT = 64;

/** The colour of what the narrow spans of a column mostly are. */
function densityColour(
  of: ThreadLayout,
  first: number,
  last: number,
): (typeof DENSITY_COLOURS)[SpanState] {
  const times = { onStack: 0, awaiting: 0, paused: 0 };
  const { start, end } = of.lanes;
  for (let span = first; span <= Math.min(last, first + MOST_LOOKED_AT); span++) {
    times[stateOf(of, span)] += end[span] - start[span];
  }
  const most = (Object.keys(times) as SpanState[]).reduce((a, b) => (times[b] > times[a] ? b : a));
  return DENSITY_COLOURS[most];
}

function anyFound(
  { isFound }: TimelineScene,
  thread: number,
  first: number,
  last: number,
  activationOf: (span: number) => number,
): boolean {
  for (let span = first; span <= Math.min(last, first + MOST_LOOKED_AT); span++) {
    if (isFound!({ thread, activation: activationOf(span) })) return true;
  }
  return false;
}

function fade({ isFound }: TimelineScene, { context }: Drawing, chosen: Chosen): void {
  context.globalAlpha = isFound !== undefined && !isFound(chosen) ? 0.3 : 1;
}

function outline(
  { selected, pointedAt, frame }: TimelineScene,
  { context, palette }: Drawing,
  chosen: Chosen,
  { x, w, top }: { x: number; w: number; top: number },
): void {
  const isSelected = isSame(chosen, selected);
  if (!isSelected && !isSame(chosen, pointedAt)) return;
  context.strokeStyle = isSelected ? palette.accent : palette.text;
  context.lineWidth = isSelected ? 2 : 1;
  context.strokeRect(x + 1, top + 1, Math.max(1, w - 2), frame.rowHeight - 4);
}

export function isSame(a: Chosen, b: Chosen | undefined): boolean {
  return b !== undefined && a.thread === b.thread && a.activation === b.activation;
}

function drawName(
  { frame, labelOf }: TimelineScene,
  { context, palette }: Drawing,
  labels: Labels,
  chosen: Chosen,
  x: number,
  w: number,
  top: number,
): void {
  const text = labels.fit(labelOf(chosen), w - 2 * PADDING);
  if (text === '') return;
  context.globalAlpha = 0.85;
  context.fillStyle = palette.page;
  context.fillRect(x + 2, top + 2, labels.width(text) + PADDING + 2, frame.rowHeight - 6);
  context.globalAlpha = 1;
  context.fillStyle = palette.text;
  context.fillText(text, x + PADDING, top + (frame.rowHeight - 1) / 2);
}

/** Draws the critical path of the selected activation: along the lanes it leads through, and from one to the next. */
function drawPath(
  { layout, frame, path, selected }: TimelineScene,
  { context, palette, height }: Drawing,
): void {
  if (path === undefined || selected === undefined) return;
  const { shift } = layout.threads[selected.thread];
  const yOf = (activation: number) =>
    frame.axisHeight +
    (rowOfActivation(layout, selected.thread, activation) + 1) * frame.rowHeight -
    frame.scrolled -
    3;
  context.strokeStyle = palette.accent;
  context.lineWidth = 3;
  context.lineJoin = 'round';
  context.beginPath();
  let isDown = false;
  let drawnTo = -Infinity;
  for (const { start, end, visit } of path.pieces) {
    const left = xOf(start + shift, frame);
    const right = xOf(end + shift, frame);
    // What lies within a pixel that has been drawn, or out of sight, changes nothing.
    if (right < 0 || left > frame.width || right < drawnTo + 0.5) continue;
    const y = Math.max(-10, Math.min(height + 10, yOf(path.visits[visit].activation)));
    if (isDown) context.lineTo(left, y);
    else context.moveTo(left, y);
    context.lineTo(right, y);
    isDown = true;
    drawnTo = right;
  }
  context.stroke();
}

/** Resumptions of the selected activation that are drawn at most: those in sight. */
const MOST_ARROWS = 400;

/** Draws who resumed the selected activation: a line from that one's lane; and who blocked it, dashed. */
function drawResumptions(
  { layout, frame, path, selected }: TimelineScene,
  { context, palette }: Drawing,
): void {
  if (selected === undefined) return;
  const { activations, shift } = layout.threads[selected.thread];
  const y = (activation: number) =>
    frame.axisHeight +
    (rowOfActivation(layout, selected.thread, activation) + 0.5) * frame.rowHeight -
    frame.scrolled;
  const to = y(selected.activation);
  context.lineWidth = 1.5;
  context.strokeStyle = palette.text;
  let drawn = 0;
  const rows = activations.intervalRows(selected.activation);
  const { values: starts } = activations.tables.intervalStart;
  const isInSight = (time: number) => {
    const x = xOf(time + shift, frame);
    return x >= 0 && x <= frame.width;
  };
  // Each resumption is looked up, so only those in sight are, and few of them.
  const inSight = rows.filter((row) => isInSight(starts[row]));
  if (inSight.length > 0 && inSight.length <= MOST_ARROWS) {
    for (const { start, resumedBy } of activations.get(selected.activation).intervals) {
      if (resumedBy === undefined || resumedBy.activation < 0 || !isInSight(start)) continue;
      if (drawn++ > MOST_ARROWS) break;
      drawArrow(context, xOf(start + shift, frame), y(resumedBy.activation), to);
    }
  }
  context.setLineDash([3, 3]);
  context.strokeStyle = palette.contended;
  for (const { kind, end, by } of path?.pieces ?? []) {
    if (kind !== 'blocked' || by < 0 || !isInSight(end)) continue;
    if (drawn++ > MOST_ARROWS) break;
    drawArrow(context, xOf(end + shift, frame), y(by), to);
  }
  context.setLineDash([]);
}

const HEAD = 4;

function drawArrow(context: CanvasRenderingContext2D, x: number, from: number, to: number): void {
  const direction = Math.sign(to - from);
  if (direction === 0) return;
  context.beginPath();
  context.moveTo(x, from);
  context.lineTo(x, to);
  context.moveTo(x - HEAD, to - direction * HEAD);
  context.lineTo(x, to);
  context.lineTo(x + HEAD, to - direction * HEAD);
  context.stroke();
}

function xOf(time: number, { range, width }: TimelineFrame): number {
  return ((time - range.from) / (range.to - range.from)) * width;
}
