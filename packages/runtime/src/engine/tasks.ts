import { clock, now } from '../clock/engine-time.js';
import type { LoopMetrics } from '../platform/host.js';
import {
  checkpoint,
  gapEnd,
  gapLimit,
  idleTotal,
  lastEvent,
  unknownUntil,
} from '../clock/registers.js';
import {
  addSegment,
  beginSegmentsOfCheckpoint,
  ELSEWHERE,
  fillSegments,
  restartSegments,
  segmentCount,
  settleSegments,
} from '../tables/blame.js';
import { isCoroutine } from '../tables/contexts.js';
import { type RecordedLongTask, watchFrames } from '../tables/long-tasks.js';
import { beginTurnOfBursts } from './bursts.js';
import { contention } from './contention.js';
import { CPU_INTERVAL, cpuTimeSince, restartCpuTime } from './cpu-time.js';
import { observer } from './observer.js';

/**
 * Tasks and the gaps between them. A task is instrumented code from an empty stack to the next: a
 * callback, a continuation, a module. In a gap the event loop slept, or code ran that is not
 * instrumented; how long it slept is in the loop's own metrics, which cost more to read than a probe
 * takes. So nothing is done when a task ends, unless it was long, and little when the next one begins,
 * unless the gap was so long that it can be one between two turns of the loop:
 *
 *     on stack   ===task===              ==task==  ==task==
 *     gap                  |-- idle --|--|      |--|
 *     begins                             ^         ^
 *                                        metrics   too short: two microtasks of one checkpoint
 *
 * Of a gap with idle and other time, the idle time is taken to come first.
 */

/** Milliseconds. Tasks that are no longer are booked together. */
const SHORT_TASK = 0.05;
/**
 * Milliseconds. Between two microtasks the stack is empty for less than 1 microsecond, between two turns
 * of the event loop for 4 to 7.
 */
const SHORT_GAP = 0.002;
/** Milliseconds. Where the platform does not tell idle time, only the clock asks for a look (see engine-time). */
const LONG_GAP = 3_600_000;

/** How many segments lie before the current turn of the loop. */
let segmentsBeforeTurn = 0;

/** The metrics of which loop are read, and what they were when they were last read. */
const metrics = { loop: null as LoopMetrics | null, idle: 0, turn: 0 };
/** Whether the profiler is running. */
let isWatching = false;
/** Idle time of the current gap that passed before the profiler was stopped in it. */
let idleBefore = 0;

/** Runs a function without looking at gaps. */
export function withoutGaps<Result>(run: () => Result): Result {
  const limit = gapLimit[0];
  gapLimit[0] = Infinity;
  try {
    return run();
  } finally {
    gapLimit[0] = limit;
  }
}

/** Whether it is known of all time since a moment how much of it was idle. */
export function isIdleTimeKnown(since: number): boolean {
  return clock.loop !== null && since >= unknownUntil[0];
}

/** The profiler has been started, perhaps with another clock. */
export function watchLoop(): void {
  const { loop, isExact } = clock;
  isWatching = true;
  watchFrames(loop === null ? Infinity : SHORT_TASK);
  gapLimit[0] = loop === null ? LONG_GAP : isExact ? -1 : SHORT_GAP;
  if (loop === null) {
    checkpoint[0] = 0;
  } else {
    metrics.idle = loop.idle();
    if (loop !== metrics.loop) metrics.turn = loop.turn();
    if (metrics.loop === null) {
      restartSegments(lastEvent[0]);
      segmentsBeforeTurn = 0;
    }
  }
  metrics.loop = loop;
  restartCpuTime(now());
}

/** The profiler is about to be stopped. */
export function unwatchLoop(isStackEmpty: boolean): void {
  const { loop } = clock;
  if (loop === null) unknownUntil[0] = now();
  else if (isStackEmpty) idleBefore += loop.idle() - metrics.idle;
  isWatching = false;
}

/**
 * A task has ended that may be a long one.
 *
 * @param context The one at the bottom of its stack.
 */
export function endTask(
  context: number,
  start: number,
  end: number,
  record: RecordedLongTask | null,
): void {
  if (clock.loop !== null && end - start > SHORT_TASK) addSegment(context, start, end, record);
}

/**
 * A gap longer than the limit ends at `gapEnd`.
 *
 * @param previous The context at the bottom of the previous task's stack.
 */
export function endGap(previous: number): void {
  const { loop } = clock;
  if (loop === null) return;
  const start = lastEvent[0];
  const end = gapEnd[0];
  const total = loop.idle();
  const idle = idleIn(end - start, total);
  metrics.idle = total;
  idleBefore = 0;
  const turn = loop.turn();
  const begun = turn - metrics.turn;
  metrics.turn = turn;
  if (begun > 0 || idle > 0) beginTurnOfBursts();
  // What goes on in the same turn after a callback may have been set off by it, however late.
  if (begun === 0 && idle === 0 && (end - start <= SHORT_GAP || !isCoroutine(previous))) {
    addSegment(ELSEWHERE, start, end, null);
    return;
  }
  fillSegments(start);
  if (begun > 0) beginTurns(begun);
  const sleepEnd = start + idle;
  if (idle > 0) {
    idleTotal[0] += idle;
    restartSegments(sleepEnd);
    segmentsBeforeTurn = 0;
    observer?.slept(sleepEnd);
  }
  addSegment(ELSEWHERE, sleepEnd, end, null);
  beginSegmentsOfCheckpoint();
  checkpoint[0] = end;
  contention.settlersSince = 0;
  if (clock.isExact || end - cpuTimeSince() >= CPU_INTERVAL) restartCpuTime(end);
}

/** One or more turns have begun, at the earliest when the gap began: that is how far blame may reach. */
function beginTurns(begun: number): void {
  // Whatever ends from now on can't have been ready before the turn that was the current one.
  settleSegments(begun === 1 ? segmentsBeforeTurn : segmentCount());
  segmentsBeforeTurn = segmentCount();
}

/** How much of a gap was idle, if the loop has slept for a total by now. */
function idleIn(gap: number, total: number): number {
  const slept = idleBefore + (isWatching ? total - metrics.idle : 0);
  return slept < 0 ? 0 : slept > gap ? gap : slept;
}

/** The time up to a moment that the thread was idle. */
export function idleUpTo(moment: number, isStackEmpty: boolean): number {
  const { loop } = clock;
  if (loop === null || !isStackEmpty) return idleTotal[0];
  return idleTotal[0] + idleIn(moment - lastEvent[0], loop.idle());
}
