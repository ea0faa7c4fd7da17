import { State, type Activation } from './activation.js';
import { books } from './books.js';
import { halves, lastEvent, pace } from './cells.js';
import {
  bookOf,
  childOf,
  contexts,
  Edge,
  edgeOf,
  edges,
  Figure,
  FIGURE_SHIFT,
  findChild,
  isOutermost,
} from './contexts.js';
import { Pace, time } from './engine-time.js';
import { HIGH_HALF, LOW_HALF } from './halves.js';
import { enlargedFloats, enlargedIntegers } from './intrinsics.js';
import { highOrigin } from './nanosecond-clock.js';
import { recordLongFrame, stretches } from './stretches.js';
import { watcher } from './watcher.js';

/**
 * The shadow stack and the probes of synchronous functions: the hot path.
 *
 * Every event reads the clock once. The time since the last event belongs to whoever was on top:
 * that makes `self` exact by construction. Time on stack is booked when a frame leaves, and needs
 * nothing but the moment at which it came. What is live can be added at any moment from the stack
 * itself. Nothing here allocates, and no probe asks what kind of program it is in.
 *
 * What `now` does is written out in each probe, since the number that a function gives back is
 * allocated wherever V8 does not inline it. V8 inlines a limited number of bytes into one function, and
 * each mention of a constant of the module is five of them: hence `shadow`, where `stack` would be
 * mentioned often.
 */

const { assign } = Object;

const CAPACITY = 256;
/** The depth for which there is room last. */
let last = CAPACITY - 1;

/**
 * Holds the innermost coroutine on the stack; each knows the next one below. V8 has to take a note each
 * time that an old object is given a young one, as `stack` would be; so the holder is replaced so often
 * that it stays young as well.
 */
class Innermost {
  coroutine: Activation | null = null;
  pushes = 0;
}
const PUSHES_PER_HOLDER = 256;

/** See contexts for why this is an object. */
export const stack = {
  /** Number of frames; slot 0 is the root's, which never leaves. */
  depth: 0,
  /** The context on top. */
  top: 0,
  context: new Int32Array(CAPACITY),
  /** The book of each frame of a synchronous function: the table of contexts is often in no cache. */
  book: new Int32Array(CAPACITY),
  /** When each frame came. */
  start: new Float64Array(CAPACITY),
  innermost: new Innermost(),
  /** The depth of the innermost coroutine. */
  coroutineDepth: 0,
};

/** A synchronous function begins. Returns its depth, which `exit` takes. */
export function enter(fn: number): number {
  time.sample();
  const moment =
    (halves[HIGH_HALF] - highOrigin) * pace[Pace.High] +
    halves[LOW_HALF] * pace[Pace.Low] +
    pace[Pace.Offset];
  const { top, context, book, start } = stack;
  const edge = edgeOf(top, fn);
  let callee = edges[edge + Edge.Context];
  let calleeBook = edges[edge + Edge.Book];
  if (edges[edge + Edge.Parent] !== top || edges[edge + Edge.Function] !== fn) {
    callee = findChild(top, fn);
    calleeBook = bookOf(callee);
  }
  const { figures } = contexts;
  figures[(top << FIGURE_SHIFT) + Figure.Self] += moment - lastEvent[0];
  lastEvent[0] = moment;
  figures[(callee << FIGURE_SHIFT) + Figure.Calls]++;
  const { alive, peak } = books;
  const count = ++alive[calleeBook];
  if (count > peak[calleeBook]) peak[calleeBook] = count;
  const depth = ++stack.depth;
  context[depth] = callee;
  book[depth] = calleeBook;
  start[depth] = moment;
  stack.top = callee;
  if (depth === last) growStack();
  return depth;
}

/** A synchronous function ends, normally or not. */
export function exit(token: number): void {
  // Asked before the clock is read: what comes after is then compiled without a way around it.
  if (token !== stack.depth || token === stack.coroutineDepth) return exitBelow(token);
  time.sample();
  const moment =
    (halves[HIGH_HALF] - highOrigin) * pace[Pace.High] +
    halves[LOW_HALF] * pace[Pace.Low] +
    pace[Pace.Offset];
  const { top, context, book, start } = stack;
  const { figures } = contexts;
  const offset = top << FIGURE_SHIFT;
  figures[offset + Figure.Self] += moment - lastEvent[0];
  lastEvent[0] = moment;
  const duration = moment - start[token];
  figures[offset + Figure.OnStack] += duration;
  const { alive, onStack } = books;
  const own = book[token];
  if (--alive[own] === 0) onStack[own] += duration;
  stack.depth = token - 1;
  stack.top = context[token - 1];
  if (duration > stretches.threshold) recordLong(token);
}

/** The frame of a synchronous function that ends is not on top, or the repair has removed it before. */
function exitBelow(token: number): void {
  if (token > stack.depth) return;
  for (let other = stack.innermost.coroutine; other !== null; other = other.below) {
    if (other.depth === token) return;
  }
  tick();
  unwind(token);
  exit(token);
}

/** A leaf is called: its call counts, its time is its caller's. Returns its context. */
export function count(fn: number): number {
  const context = childOf(stack.top, fn);
  contexts.figures[(context << FIGURE_SHIFT) + Figure.Calls]++;
  return context;
}

/** An event: its moment is taken, and the time since the last one booked to whoever is on top. */
export function tick(): void {
  time.sample();
  const moment =
    (halves[HIGH_HALF] - highOrigin) * pace[Pace.High] +
    halves[LOW_HALF] * pace[Pace.Low] +
    pace[Pace.Offset];
  contexts.figures[(stack.top << FIGURE_SHIFT) + Figure.Self] += moment - lastEvent[0];
  lastEvent[0] = moment;
}

/** Puts a coroutine on top, when it begins and when it resumes. */
export function pushCoroutine(activation: Activation): void {
  const shadow = stack;
  const { context, start } = shadow;
  let { innermost } = shadow;
  const { coroutine } = innermost;
  if (++innermost.pushes === PUSHES_PER_HOLDER) innermost = shadow.innermost = new Innermost();
  innermost.coroutine = activation;
  const depth = ++shadow.depth;
  context[depth] = shadow.top = activation.context;
  start[depth] = lastEvent[0];
  activation.depth = shadow.coroutineDepth = depth;
  activation.state = State.OnStack;
  if (coroutine !== null) activation.below = coroutine;
  if (isOutermost(activation.context)) books.stacked[bookOf(activation.context)]++;
  if (depth === last) growStack();
}

/** Takes a coroutine off the stack, when it suspends and when it ends. */
export function popCoroutine(activation: Activation): void {
  const shadow = stack;
  const { depth, below, history, context: callee } = activation;
  if (depth !== shadow.depth) unwind(depth);
  const { context, start, innermost } = shadow;
  const duration = lastEvent[0] - start[depth];
  contexts.figures[(callee << FIGURE_SHIFT) + Figure.OnStack] += duration;
  if (history !== null && history.isContinuation) history.work += duration;
  if (isOutermost(callee)) {
    const book = bookOf(callee);
    if (--books.stacked[book] === 0) books.onStack[book] += duration;
  }
  innermost.coroutine = below;
  if (below === null) {
    shadow.coroutineDepth = 0;
  } else {
    shadow.coroutineDepth = below.depth;
    activation.below = null;
  }
  const left = depth - 1;
  shadow.depth = left;
  shadow.top = context[left];
  if (duration > stretches.threshold) recordLong(depth);
}

/** The frame that has just left a depth was a long one. */
function recordLong(depth: number): void {
  const { context, start } = stack;
  const moment = lastEvent[0];
  recordLongFrame(context[depth], moment, moment - start[depth], depth);
}

/** What becomes of a coroutine that the repair finds on the stack; set by the coroutines' file. */
let detach: (activation: Activation) => void;

export function onDetach(handler: typeof detach): void {
  detach = handler;
}

/**
 * The repair: removes the frames above a depth, whose functions left without telling (the engine ran
 * out of stack, a module threw, foreign code drained the microtasks in the middle of a call).
 */
export function unwind(target: number): void {
  if (stack.depth <= target) return;
  while (stack.depth > target) {
    const { coroutine } = stack.innermost;
    if (coroutine !== null && coroutine.depth === stack.depth) {
      popCoroutine(coroutine);
      detach(coroutine);
    } else {
      exit(stack.depth);
    }
  }
  watcher?.repaired();
}

/** Runs something with the stack set aside, as if nothing had been called but in a context. */
export function onOtherStack<Result>(bottom: number, run: () => Result): Result {
  const { depth, top, innermost, coroutineDepth } = stack;
  const frames = stack.context.slice(0, depth + 1);
  const frameBooks = stack.book.slice(0, depth + 1);
  const starts = stack.start.slice(0, depth + 1);
  const [moment] = lastEvent;
  stack.context[0] = bottom;
  assign(stack, { depth: 0, top: bottom, innermost: new Innermost(), coroutineDepth: 0 });
  try {
    return run();
  } finally {
    stack.context.set(frames);
    stack.book.set(frameBooks);
    stack.start.set(starts);
    lastEvent[0] = moment;
    assign(stack, { depth, top, innermost, coroutineDepth });
  }
}

function growStack(): void {
  const capacity = 2 * (last + 1);
  stack.context = enlargedIntegers(stack.context, capacity);
  stack.book = enlargedIntegers(stack.book, capacity);
  stack.start = enlargedFloats(stack.start, capacity);
  last = capacity - 1;
}

/** Bytes held by the tables of this file. */
export function stackBytes(): number {
  return stack.context.byteLength * 2 + stack.start.byteLength;
}
