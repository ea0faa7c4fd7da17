import { activationsOf, AWAITING, PAUSED, type Activations, type Trace } from '@coroscope/profile';
import { spansOf, type Spans } from '../canvas/spans.js';
import { beginnings } from './beginnings.js';
import { packLanes } from './lanes.js';
import { stackPieces } from './stack-levels.js';

/** What a span of a lane shows; a span of the stack is always on it. */
export type SpanState = 'onStack' | 'awaiting' | 'paused';

/** One thread of a timeline, laid out: a row of the stack for each level, and a row for each lane. */
export interface ThreadLayout {
  trace: Trace;
  activations: Activations;
  /** Milliseconds to be added to the trace's time for that of the timeline. */
  shift: number;
  stack: Spans;
  /** By span of the stack: its activation. */
  stackActivation: Int32Array;
  lanes: Spans;
  /** By span of the lanes: the row of its interval among those of the activations. */
  laneInterval: Int32Array;
  laneOf: Int32Array;
}

/** Threads below each other on one axis of milliseconds, from 0. */
export interface TimelineLayout {
  threads: readonly ThreadLayout[];
  /** By thread: the row of its heading. Those of its stack follow, and then its lanes. */
  top: readonly number[];
  rows: number;
  duration: number;
}

/** Lays traces out, in the order given: each is of one thread. */
export function layOutTimeline(traces: readonly Trace[]): TimelineLayout {
  const begins = beginnings(traces);
  const first = Math.min(...begins);
  let rows = 0;
  let duration = 0;
  const top: number[] = [];
  const threads = traces.map((trace, i) => {
    const layout = layOutThread(trace, begins[i] - first - trace.start);
    top.push(rows);
    rows += 1 + layout.stack.rows.length - 1 + layout.lanes.rows.length - 1;
    duration = Math.max(duration, trace.end + layout.shift);
    return layout;
  });
  return { threads, top, rows, duration };
}

function layOutThread(trace: Trace, shift: number): ThreadLayout {
  const activations = activationsOf(trace);
  const { tables } = activations;
  const pieces = stackPieces(activations);
  const stackOrder = groupByRow(pieces.level, pieces.levels);
  const { laneOf, lanes } = packLanes(activations);
  const { intervalOf, intervalStart, intervalEnd } = tables;
  const laneOfInterval = new Int32Array(intervalOf.length);
  for (let row = 0; row < laneOfInterval.length; row++) {
    laneOfInterval[row] = laneOf[intervalOf.values[row]];
  }
  const laneOrder = groupByRow(laneOfInterval, lanes);
  orderByEnd(laneOrder, intervalEnd.values);
  return {
    trace,
    activations,
    shift,
    stack: spansOf(
      stackOrder.rows,
      shifted(pieces.start, stackOrder.members, shift),
      shifted(pieces.end, stackOrder.members, shift),
    ),
    stackActivation: stackOrder.members.map((piece) => pieces.activation[piece]),
    lanes: spansOf(
      laneOrder.rows,
      shifted(intervalStart.values, laneOrder.members, shift),
      shifted(intervalEnd.values, laneOrder.members, shift),
    ),
    laneInterval: laneOrder.members,
    laneOf,
  };
}

function shifted(times: Float64Array, members: Int32Array, shift: number): Float64Array {
  const values = new Float64Array(members.length);
  for (let i = 0; i < values.length; i++) values[i] = times[members[i]] + shift;
  return values;
}

interface Rows {
  /** The first member of each row, and the end of the last row's. */
  rows: Int32Array;
  members: Int32Array;
}

/** What belongs to each row, in its own order; what has none is left out. */
function groupByRow(rowOf: Int32Array, rows: number): Rows {
  const starts = new Int32Array(rows + 1);
  for (const row of rowOf) if (row >= 0) starts[row + 1]++;
  for (let row = 0; row < rows; row++) starts[row + 1] += starts[row];
  const next = starts.slice();
  const members = new Int32Array(starts[rows]);
  for (let i = 0; i < rowOf.length; i++) if (rowOf[i] >= 0) members[next[rowOf[i]]++] = i;
  return { rows: starts, members };
}

/**
 * Puts what ends first before what ends later. Intervals are in the order in which they begin: at the moment at which a
 * coroutine takes a lane over, the one before it may have some more that take no time.
 */
function orderByEnd({ rows, members }: Rows, end: Float64Array): void {
  for (let row = 0; row + 1 < rows.length; row++) {
    for (let i = rows[row] + 1; i < rows[row + 1]; i++) {
      for (let at = i; at > rows[row] && end[members[at]] < end[members[at - 1]]; at--) {
        const later = members[at - 1];
        members[at - 1] = members[at];
        members[at] = later;
      }
    }
  }
}

/** The state of a span of the lanes. */
export function stateOf({ activations, laneInterval }: ThreadLayout, span: number): SpanState {
  const state = activations.tables.intervalState.values[laneInterval[span]];
  return state === AWAITING ? 'awaiting' : state === PAUSED ? 'paused' : 'onStack';
}

/** A row of a timeline. */
export interface RowPlace {
  thread: number;
  kind: 'heading' | 'stack' | 'lane';
  /** The row among those of its kind. */
  row: number;
}

/** What a row is. */
export function placeOfRow(
  { threads, top, rows }: TimelineLayout,
  row: number,
): RowPlace | undefined {
  if (row < 0 || row >= rows) return undefined;
  let thread = top.length - 1;
  while (top[thread] > row) thread--;
  const within = row - top[thread];
  const levels = threads[thread].stack.rows.length - 1;
  if (within === 0) return { thread, kind: 'heading', row: 0 };
  return within <= levels
    ? { thread, kind: 'stack', row: within - 1 }
    : { thread, kind: 'lane', row: within - 1 - levels };
}

/** The row of the lane of a coroutine; of another call, that of the stack's first level. */
export function rowOfActivation(
  { threads, top }: TimelineLayout,
  thread: number,
  activation: number,
): number {
  const { laneOf, stack } = threads[thread];
  const lane = laneOf[activation] ?? -1;
  return top[thread] + 1 + (lane < 0 ? 0 : stack.rows.length - 1 + lane);
}
