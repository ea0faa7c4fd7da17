import { Column } from '../format/memory-layout.js';
import { newList, type List } from '../platform/intrinsics.js';
import {
  largerCounts,
  largerFloats,
  largerIntegers,
  place,
  sharedCounts,
  sharedFloats,
  sharedIntegers,
} from '../platform/thread-memory.js';
import { contexts, functionRowOf } from './contexts.js';
import { addRecentTask, countKeptWaiting, forgetRecentTasks } from './kept-waiting.js';
import { addTaskBlame, type RecordedLongTask } from './long-tasks.js';
import { Size, sizes } from './sizes.js';

/**
 * What the thread did in the last two turns of its event loop, as segments without gaps between them,
 * and which contended stretches of waits lie over them. All of these end where a checkpoint begins,
 * which is the start of a segment; they may begin anywhere:
 *
 *     segments     | main          | elsewhere | short tasks | render          | elsewhere |
 *     stretches         |=======================================================|
 *                                       |======================================|
 *     begun          1                    1
 *     offsets      0.4                  0.7
 *     ended                                                                      2
 *
 * So each segment needs the number of the stretches that begin in it, the sum of their offsets in it, and
 * the number of those that end at its start: when it can't be reached any more, a running count of the
 * stretches in progress gives the time that they passed in it, which is its blame.
 */
let capacity = 256;

export const segments = {
  /** When the first one began: no later stretch begins earlier. */
  horizon: 0,
  /** The number of the one that the current checkpoint begins with. */
  checkpoint: 0,
  start: sharedFloats(Column.SegmentStarts, capacity),
  /** The context at the bottom of the task's stack, or one of the kinds below. */
  context: sharedIntegers(Column.SegmentContexts, capacity),
  begun: sharedCounts(Column.SegmentBegun, capacity),
  offsets: sharedFloats(Column.SegmentOffsets, capacity),
  /** One more than there are segments: stretches may end where the next one will start. */
  ended: sharedCounts(Column.SegmentEnded, capacity + 1),
  /** The records of long tasks, to which their blame is added. */
  tasks: newList() as List<RecordedLongTask | null>,
};

/** Totals that belong to no segment. */
export const enum BlameTotal {
  /** Blame of tasks under the limit, which belongs to no context. */
  ShortTasks,
  /** Blame of what ran while no instrumented code was on the stack. */
  Elsewhere,
  /** When the last segment ended. */
  End,
  /** Stretches in progress at the start of the first segment. */
  InProgress,
  Count,
}
export const blameTotals = sharedFloats(Column.BlameTotals, BlameTotal.Count);

/** Tasks that are too short for a segment each, with the gaps between them. */
const SHORT_TASKS = -1;
/** No instrumented code was on the stack. */
export const ELSEWHERE = -2;

/** The earliest moment from which a wait that ends now may be contended. */
export function horizon(): number {
  return segments.horizon;
}

/** Adds a segment; what lies between it and the previous one were short tasks. */
export function addSegment(
  context: number,
  start: number,
  end: number,
  task: RecordedLongTask | null,
): void {
  fillSegments(start);
  if (end > start) append(context, start, end, task);
}

/** Lets the segments reach up to a moment. */
export function fillSegments(moment: number): void {
  const { context, checkpoint } = segments;
  const count = sizes[Size.Segments];
  const end = blameTotals[BlameTotal.End];
  if (moment <= end) return;
  // A checkpoint, where stretches end, is the start of a segment.
  const follows = count > 0 && count !== checkpoint && context[count - 1] === SHORT_TASKS;
  if (follows) blameTotals[BlameTotal.End] = moment;
  else append(SHORT_TASKS, end, moment, null);
}

function append(context: number, start: number, end: number, task: RecordedLongTask | null): void {
  const row = sizes[Size.Segments];
  if (row === capacity) growSegments();
  segments.start[row] = start;
  segments.context[row] = context;
  segments.tasks[row] = task;
  blameTotals[BlameTotal.End] = end;
  sizes[Size.Segments] = row + 1;
}

/** A checkpoint begins where the segments end: from now on, stretches lie over all tasks so far. */
export function beginSegmentsOfCheckpoint(): void {
  const { context } = segments;
  const count = sizes[Size.Segments];
  for (let row = segments.checkpoint; row < count; row++) {
    if (context[row] >= 0) addRecentTask(functionRowOf(context[row]), endOf(row));
  }
  segments.checkpoint = count;
}

function endOf(row: number): number {
  return row + 1 < sizes[Size.Segments] ? segments.start[row + 1] : blameTotals[BlameTotal.End];
}

/** Adds a contended stretch, from a moment up to where the current checkpoint begins. */
export function addContended(from: number): void {
  const { start, checkpoint } = segments;
  let low = 0;
  let high = checkpoint - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (start[middle] <= from) low = middle;
    else high = middle - 1;
  }
  segments.begun[low]++;
  segments.offsets[low] += from - start[low];
  segments.ended[checkpoint]++;
  countKeptWaiting(from);
}

/** The number of segments so far. */
export function segmentCount(): number {
  return sizes[Size.Segments];
}

/** Sums up the blame of the first segments, which no later stretch can reach, and forgets them. */
export function settleSegments(count: number): void {
  const running = sumUp(count, (row, blame) => {
    addBlame(segments.context[row], blame, contexts.blame);
    const task = segments.tasks[row];
    if (task !== null) addTaskBlame(task, blame);
  });
  blameTotals[BlameTotal.InProgress] = running - segments.ended[count];
  segments.ended[count] = 0;
  const left = sizes[Size.Segments] - count;
  moveToFront(count, left);
  sizes[Size.Segments] = left;
  segments.checkpoint = segments.checkpoint > count ? segments.checkpoint - count : 0;
  segments.horizon = left === 0 ? blameTotals[BlameTotal.End] : segments.start[0];
  forgetRecentTasks(segments.horizon);
}

/** Forgets all segments: the next one begins at a moment, after the thread was idle. */
export function restartSegments(moment: number): void {
  settleSegments(sizes[Size.Segments]);
  segments.horizon = blameTotals[BlameTotal.End] = moment;
  forgetRecentTasks(moment);
}

/** The blame so far of the segments that are not settled. */
export function readOpenBlame(
  visit: (context: number, task: RecordedLongTask | null, blame: number) => void,
): void {
  sumUp(sizes[Size.Segments], (row, blame) => {
    visit(segments.context[row], segments.tasks[row], blame);
  });
}

/** Adds blame to the column of contexts, or to what belongs to no context. */
export function addBlame(
  context: number,
  blame: number,
  column: Float64Array,
  totals = blameTotals,
): void {
  if (context === SHORT_TASKS) totals[BlameTotal.ShortTasks] += blame;
  else if (context === ELSEWHERE) totals[BlameTotal.Elsewhere] += blame;
  else column[context] += blame;
}

/** @returns the stretches in progress at the end of the last of these segments, those that end there included */
function sumUp(count: number, visit: (row: number, blame: number) => void): number {
  const { start, begun, offsets, ended } = segments;
  let running = blameTotals[BlameTotal.InProgress];
  for (let row = 0; row < count; row++) {
    // Those that end at the start of the first segment have been subtracted already.
    if (row > 0) running -= ended[row];
    const length = endOf(row) - start[row];
    const blame = (running + begun[row]) * length - offsets[row];
    if (blame !== 0) visit(row, blame);
    running += begun[row];
  }
  return running;
}

function moveToFront(from: number, count: number): void {
  const { start, context, begun, offsets, ended, tasks } = segments;
  for (let row = 0; row < count; row++) {
    start[row] = start[from + row];
    context[row] = context[from + row];
    begun[row] = begun[from + row];
    offsets[row] = offsets[from + row];
    tasks[row] = tasks[from + row];
  }
  for (let row = 0; row <= count; row++) ended[row] = ended[from + row];
  for (let row = count; row < from + count; row++) {
    begun[row] = offsets[row] = ended[row + 1] = 0;
    tasks[row] = null;
  }
}

function growSegments(): void {
  const larger = capacity * 2;
  const tables = {
    start: largerFloats(segments.start, larger),
    context: largerIntegers(segments.context, larger),
    begun: largerCounts(segments.begun, larger),
    offsets: largerFloats(segments.offsets, larger),
    ended: largerCounts(segments.ended, larger + 1),
  };
  segments.start = place(Column.SegmentStarts, tables.start);
  segments.context = place(Column.SegmentContexts, tables.context);
  segments.begun = place(Column.SegmentBegun, tables.begun);
  segments.offsets = place(Column.SegmentOffsets, tables.offsets);
  segments.ended = place(Column.SegmentEnded, tables.ended);
  capacity = larger;
}

/** Size of the tables in this file, in bytes. */
export function segmentBytes(): number {
  return segments.start.byteLength * 2 + segments.context.byteLength * 3;
}
