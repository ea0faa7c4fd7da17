import { keepReadingsExact, time } from '../clock/engine-time.js';
import { READING_AT_ORIGIN } from '../clock/nanosecond-clock.js';
import {
  clockReading,
  gapEnd,
  gapLimit,
  lastEvent,
  stackDepth,
  timeOffset,
  timeSlope,
} from '../clock/registers.js';
import { Column } from '../format/memory-layout.js';
import { enlargedIntegers } from '../platform/intrinsics.js';
import {
  largerFloats,
  largerIntegers,
  place,
  sharedFloats,
  sharedIntegers,
} from '../platform/thread-memory.js';
import {
  childOf,
  contexts,
  Edge,
  edgeOf,
  edges,
  Figure,
  FIGURE_SHIFT,
  findChild,
  functionRowOf,
  ROOT,
} from '../tables/contexts.js';
import { functionStats } from '../tables/function-stats.js';
import { longTasks, type RecordedLongTask, recordLongFrame } from '../tables/long-tasks.js';
import type { Activation } from './activation.js';
import { recordCallFromRoot } from './bursts.js';
import { cpuTimeOfTask } from './cpu-time.js';
import { observer } from './observer.js';
import { endGap, endTask } from './tasks.js';

/**
 * The shadow stack and the probes of synchronous functions: the hot path.
 *
 *     depth   context   start   functionRow
 *       0     (root)
 *       1     main       0.0         7
 *       2     load       1.0               <---- Activation, depth 2 <---- innermost.coroutine
 *       3     parse      1.5         9                |
 *       4     walk       1.6        10                +- below: the next coroutine further down
 *             ^
 *             top: the context at the current depth
 *
 * Every event reads the clock once. The time since the previous event belongs to the context on top,
 * which makes `self` exact by construction:
 *
 *     event          enter main    enter parse    exit parse    exit main
 *     clock              0              2             5             6
 *     self        (root) |   main: 2    |   parse: 3  |   main: 1   |  (root)
 *
 * Time on stack is added when a frame leaves, and needs only the moment at which it came. For frames
 * that are still there, a reading adds the time so far from the stack itself. Nothing here allocates,
 * and no probe has to know what kind of program it is in.
 *
 * The body of `now` is written out in each probe, because a number that a function returns is allocated
 * wherever V8 does not inline the call. V8 inlines a limited number of bytecodes into one function, and
 * each mention of a constant of the module takes five bytes: hence the local `shadow` where `stack` would
 * be mentioned often.
 *
 * Programs may use up the native stack, catch the error, and go on. The error then comes from whatever is
 * called last, which may be a probe or what it calls. So a probe calls all that it needs before it writes
 * anything, and writes without a call; what is called afterwards may be left out.
 */

const { assign } = Object;

const CAPACITY = 256;
/** The greatest depth for which there is room. */
export let last = CAPACITY - 1;

/**
 * Holds the innermost coroutine on the stack, which refers to the next one below. Storing a young object
 * in an old one, as `stack` would be, costs V8 a write barrier's slow path each time; so this holder is
 * replaced often enough to stay young, too.
 */
class Innermost {
  coroutine: Activation | null = null;
  pushes = 0;
}
export const PUSHES_PER_HOLDER = 256;

/** Replaces the holder. */
export function renewInnermost(): Innermost {
  keepReadingsExact();
  const { coroutine } = stack.innermost;
  const innermost = new Innermost();
  innermost.coroutine = coroutine;
  return (stack.innermost = innermost);
}

/**
 * See contexts for why this is an object. The register `stackDepth` is the number of frames; slot 0 is the root's,
 * which is always there.
 */
export const stack = {
  /** The context on top. */
  top: 0,
  context: sharedIntegers(Column.StackContexts, CAPACITY),
  /** Row in function-stats of each synchronous function: the links of contexts are often in no cache. */
  functionRow: new Int32Array(CAPACITY),
  /** When each frame was pushed. */
  start: sharedFloats(Column.StackStarts, CAPACITY),
  innermost: new Innermost(),
  /** The depth of the innermost coroutine. */
  coroutineDepth: 0,
};

/** A synchronous function begins. @returns its depth, which `exit` takes */
export function enter(fn: number): number {
  if (stackDepth[0] === last) growStack();
  time.sample();
  const moment = (clockReading[0] - READING_AT_ORIGIN) * timeSlope[0] + timeOffset[0];
  const { top, context, functionRow, start } = stack;
  const edge = edgeOf(top, fn);
  let callee = edges[edge + Edge.Context];
  let calleeRow = edges[edge + Edge.FunctionRow];
  if (edges[edge + Edge.Parent] !== top || edges[edge + Edge.Function] !== fn) {
    callee = top === ROOT ? callFromRoot(fn) : findChild(top, fn);
    calleeRow = functionRowOf(callee);
  }
  const { figures } = contexts;
  figures[(top << FIGURE_SHIFT) + Figure.Self] += moment - lastEvent[0];
  lastEvent[0] = moment;
  figures[(callee << FIGURE_SHIFT) + Figure.Calls]++;
  const { alive, peak } = functionStats;
  const count = ++alive[calleeRow];
  if (count > peak[calleeRow]) peak[calleeRow] = count;
  const depth = ++stackDepth[0];
  context[depth] = callee;
  functionRow[depth] = calleeRow;
  start[depth] = moment;
  stack.top = callee;
  return depth;
}

/** A synchronous function begins on an empty stack. */
function callFromRoot(fn: number): number {
  keepReadingsExact();
  takeGapEnd();
  if (gapEnd[0] - lastEvent[0] > gapLimit[0]) endGap(stack.context[1]);
  const context = findChild(ROOT, fn);
  recordCallFromRoot(context, stack.context, stack.start);
  return context;
}

/** The same of a coroutine, of which the event has been recorded already. */
export function beginFromRoot(context: number): void {
  gapEnd[0] = lastEvent[0];
  recordCallFromRoot(context, stack.context, stack.start);
}

/** The clock's registers still hold the moment: as an argument it would be allocated. */
function takeGapEnd(): void {
  gapEnd[0] = (clockReading[0] - READING_AT_ORIGIN) * timeSlope[0] + timeOffset[0];
}

/** An event with nothing on the stack ends a gap longer than the limit. */
function tickAfterLongGap(): void {
  keepReadingsExact();
  takeGapEnd();
  endGap(stack.context[1]);
  contexts.figures[(stack.top << FIGURE_SHIFT) + Figure.Self] += gapEnd[0] - lastEvent[0];
  lastEvent[0] = gapEnd[0];
}

/** A synchronous function ends, normally or not. */
export function exit(token: number): void {
  // Checked before the clock is read, so that V8 compiles the rest without a second path.
  if (token !== stackDepth[0] || token === stack.coroutineDepth) return exitBelow(token);
  time.sample();
  const moment = (clockReading[0] - READING_AT_ORIGIN) * timeSlope[0] + timeOffset[0];
  const { top, context, functionRow, start } = stack;
  const { figures } = contexts;
  const offset = top << FIGURE_SHIFT;
  figures[offset + Figure.Self] += moment - lastEvent[0];
  lastEvent[0] = moment;
  const duration = moment - start[token];
  figures[offset + Figure.OnStack] += duration;
  const { alive, onStack } = functionStats;
  const row = functionRow[token];
  if (--alive[row] === 0) onStack[row] += duration;
  stackDepth[0] = token - 1;
  stack.top = context[token - 1];
  if (duration > longTasks.threshold) endLongFrame(token);
}

/** Ends a synchronous function whose frame is not on top, or has been removed by the repair before. */
function exitBelow(token: number): void {
  if (token < 0) return popUntimed(-token);
  if (token > stackDepth[0]) return;
  for (let other = stack.innermost.coroutine; other !== null; other = other.below) {
    if (other.depth === token) return;
  }
  tickOnStack();
  unwind(token);
  exit(token);
}

/**
 * A synchronous function begins whose call is not timed (see hot-functions). Its frame begins no later than the
 * latest event, which is what is known. @returns its depth
 */
export function pushUntimed(fn: number): number {
  if (stackDepth[0] === last) growStack();
  const callee = childOf(stack.top, fn);
  const row = functionRowOf(callee);
  const { figures } = contexts;
  figures[(callee << FIGURE_SHIFT) + Figure.Calls]++;
  figures[(callee << FIGURE_SHIFT) + Figure.Untimed]++;
  const { alive, peak } = functionStats;
  const count = ++alive[row];
  if (count > peak[row]) peak[row] = count;
  const depth = ++stackDepth[0];
  stack.context[depth] = callee;
  stack.functionRow[depth] = row;
  stack.start[depth] = lastEvent[0];
  stack.top = callee;
  return depth;
}

/** Such a function ends. */
export function popUntimed(depth: number): void {
  if (depth !== stackDepth[0] || depth === stack.coroutineDepth) return exitBelow(depth);
  functionStats.alive[stack.functionRow[depth]]--;
  stackDepth[0] = depth - 1;
  stack.top = stack.context[depth - 1];
}

/** A leaf is called: its call counts, its time belongs to its caller. @returns its context */
export function count(fn: number): number {
  const context = childOf(stack.top, fn);
  contexts.figures[(context << FIGURE_SHIFT) + Figure.Calls]++;
  return context;
}

/** Takes the moment of an event, and adds the time since the previous one to the context on top. */
export function tick(): void {
  if (stackDepth[0] === 0) tickFromRoot();
  else tickOnStack();
}

/** The same, of an event with nothing on the stack. */
export function tickFromRoot(): void {
  time.sample();
  const moment = (clockReading[0] - READING_AT_ORIGIN) * timeSlope[0] + timeOffset[0];
  const gap = moment - lastEvent[0];
  if (gap > gapLimit[0]) return tickAfterLongGap();
  contexts.figures[(stack.top << FIGURE_SHIFT) + Figure.Self] += gap;
  lastEvent[0] = moment;
}

/** The same, of an event with something on the stack. */
export function tickOnStack(): void {
  time.sample();
  const moment = (clockReading[0] - READING_AT_ORIGIN) * timeSlope[0] + timeOffset[0];
  contexts.figures[(stack.top << FIGURE_SHIFT) + Figure.Self] += moment - lastEvent[0];
  lastEvent[0] = moment;
}

/** The frame that has just left a depth was a long one. */
export function endLongFrame(depth: number): void {
  const { context, start } = stack;
  const end = lastEvent[0];
  const duration = end - start[depth];
  let record: RecordedLongTask | null = null;
  if (duration > longTasks.shortest) {
    const cpu = depth === 1 ? cpuTimeOfTask(duration) : undefined;
    record = recordLongFrame(context[depth], end, duration, depth, cpu);
  }
  if (depth === 1) endTask(context[1], start[1], end, record);
}

/** Takes a coroutine off the stack for the repair; set by coroutines. */
let detach: (activation: Activation) => void;

export function onDetach(handler: typeof detach): void {
  detach = handler;
}

/**
 * The repair: removes the frames above a depth, whose functions left without a probe (a stack overflow,
 * a module that threw, other code that drained the microtasks in the middle of a call).
 */
export function unwind(target: number): void {
  if (stackDepth[0] <= target) return;
  while (stackDepth[0] > target) {
    const { coroutine } = stack.innermost;
    if (coroutine !== null && coroutine.depth === stackDepth[0]) {
      detach(coroutine);
    } else {
      exit(stackDepth[0]);
    }
  }
  observer?.repaired();
}

/** Runs a function with an empty stack, at whose bottom is the given context. */
export function withEmptyStack<Result>(bottom: number, run: () => Result): Result {
  const { top, innermost, coroutineDepth } = stack;
  const [depth] = stackDepth;
  const frames = stack.context.slice(0, depth + 1);
  const functionRows = stack.functionRow.slice(0, depth + 1);
  const starts = stack.start.slice(0, depth + 1);
  const moment = lastEvent[0];
  stack.context[0] = bottom;
  stackDepth[0] = 0;
  assign(stack, { top: bottom, innermost: new Innermost(), coroutineDepth: 0 });
  try {
    return run();
  } finally {
    stack.context.set(frames);
    stack.functionRow.set(functionRows);
    stack.start.set(starts);
    lastEvent[0] = moment;
    stackDepth[0] = depth;
    assign(stack, { top, innermost, coroutineDepth });
  }
}

/** Makes room for more frames. */
export function growStack(): void {
  const capacity = 2 * (last + 1);
  const context = largerIntegers(stack.context, capacity);
  const functionRow = enlargedIntegers(stack.functionRow, capacity);
  const start = largerFloats(stack.start, capacity);
  stack.functionRow = functionRow;
  stack.start = place(Column.StackStarts, start);
  stack.context = place(Column.StackContexts, context);
  last = capacity - 1;
}

/** Size of the stack, in bytes. */
export function stackBytes(): number {
  return stack.context.byteLength * 2 + stack.start.byteLength;
}
