import { State, type Activation } from './activation.js';
import { books } from './books.js';
import {
  childOf,
  contexts,
  Edge,
  edgeOf,
  edges,
  Figure,
  FIGURE_SHIFT,
  findChild,
} from './contexts.js';
import { now } from './engine-time.js';
import { enlargedFloats, enlargedIntegers } from './intrinsics.js';
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
 * The moment of an event stays in the stack's lowest slot, and whoever needs it takes it from there: to
 * a function that V8 does not inline, a number with a fraction is passed as an object made for it.
 */

const { assign } = Object;

const CAPACITY = 256;
/** The depth for which there is room last. */
let last = CAPACITY - 1;
export const LAST_EVENT = 0;

/** See contexts for why this is an object. */
export const stack = {
  /** Number of frames; slot 0 is the root's, which never leaves. */
  depth: 0,
  /** The context on top. */
  top: 0,
  context: new Int32Array(CAPACITY),
  /** When each frame came; slot 0 has the moment of the last event. */
  start: new Float64Array(CAPACITY),
  /** The innermost coroutine on the stack; each knows the next one below. */
  coroutine: null as Activation | null,
  /** Its depth. */
  coroutineDepth: 0,
};

/** A synchronous function begins. Returns its depth, which `exit` takes. */
export function enter(fn: number): number {
  const moment = now();
  const { top, context, start } = stack;
  const edge = edgeOf(top, fn);
  let callee = edges[edge + Edge.Context];
  if (edges[edge + Edge.Parent] !== top || edges[edge + Edge.Function] !== fn) {
    callee = findChild(top, fn);
  }
  const { figures } = contexts;
  figures[(top << FIGURE_SHIFT) + Figure.Self] += moment - start[LAST_EVENT];
  start[LAST_EVENT] = moment;
  figures[(callee << FIGURE_SHIFT) + Figure.Calls]++;
  const book = contexts.book[callee];
  const { alive, peak } = books;
  const count = ++alive[book];
  if (count > peak[book]) peak[book] = count;
  const depth = ++stack.depth;
  context[depth] = callee;
  start[depth] = moment;
  stack.top = callee;
  if (depth === last) growStack();
  return depth;
}

/** A synchronous function ends, normally or not. */
export function exit(token: number): void {
  // Asked before the clock is read: what comes after is then compiled without a way around it.
  if (token !== stack.depth || token === stack.coroutineDepth) return exitBelow(token);
  const moment = now();
  const { top, context, start } = stack;
  const { figures } = contexts;
  const offset = top << FIGURE_SHIFT;
  figures[offset + Figure.Self] += moment - start[LAST_EVENT];
  start[LAST_EVENT] = moment;
  const duration = moment - start[token];
  figures[offset + Figure.OnStack] += duration;
  const book = contexts.book[top];
  if (--books.alive[book] === 0) books.onStack[book] += duration;
  stack.depth = token - 1;
  stack.top = context[token - 1];
  if (duration > stretches.threshold) recordLongFrame(top, moment, duration, token);
}

/** The frame of a synchronous function that ends is not on top, or the repair has removed it before. */
function exitBelow(token: number): void {
  if (token > stack.depth) return;
  for (let other = stack.coroutine; other !== null; other = other.below) {
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
  const moment = now();
  const { start } = stack;
  contexts.figures[(stack.top << FIGURE_SHIFT) + Figure.Self] += moment - start[LAST_EVENT];
  start[LAST_EVENT] = moment;
}

/** Puts a coroutine on top, when it begins and when it resumes. */
export function pushCoroutine(activation: Activation): void {
  const { context, start } = stack;
  const depth = ++stack.depth;
  context[depth] = stack.top = activation.context;
  start[depth] = start[LAST_EVENT];
  activation.depth = stack.coroutineDepth = depth;
  activation.state = State.OnStack;
  if (stack.coroutine !== null) activation.below = stack.coroutine;
  stack.coroutine = activation;
  books.stacked[activation.outermostOf]++;
  if (depth === last) growStack();
}

/** Takes a coroutine off the stack, when it suspends and when it ends. */
export function popCoroutine(activation: Activation): void {
  const { depth, below, history, outermostOf } = activation;
  if (depth !== stack.depth) unwind(depth);
  const { context, start } = stack;
  const duration = start[LAST_EVENT] - start[depth];
  contexts.figures[(activation.context << FIGURE_SHIFT) + Figure.OnStack] += duration;
  if (history !== null && history.isContinuation) history.work += duration;
  if (--books.stacked[outermostOf] === 0) books.onStack[outermostOf] += duration;
  stack.coroutine = below;
  if (below === null) {
    stack.coroutineDepth = 0;
  } else {
    stack.coroutineDepth = below.depth;
    activation.below = null;
  }
  stack.depth = depth - 1;
  stack.top = context[depth - 1];
  if (duration > stretches.threshold) {
    recordLongFrame(activation.context, start[LAST_EVENT], duration, depth);
  }
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
    const innermost = stack.coroutine;
    if (innermost !== null && innermost.depth === stack.depth) {
      popCoroutine(innermost);
      detach(innermost);
    } else {
      exit(stack.depth);
    }
  }
  watcher?.repaired();
}

/** Runs something with the stack set aside, as if nothing had been called but in a context. */
export function onOtherStack<Result>(bottom: number, run: () => Result): Result {
  const { depth, top, coroutine, coroutineDepth } = stack;
  const frames = stack.context.slice(0, depth + 1);
  const starts = stack.start.slice(0, depth + 1);
  stack.context[0] = bottom;
  assign(stack, { depth: 0, top: bottom, coroutine: null, coroutineDepth: 0 });
  try {
    return run();
  } finally {
    stack.context.set(frames);
    stack.start.set(starts);
    assign(stack, { depth, top, coroutine, coroutineDepth });
  }
}

function growStack(): void {
  const capacity = 2 * (last + 1);
  stack.context = enlargedIntegers(stack.context, capacity);
  stack.start = enlargedFloats(stack.start, capacity);
  last = capacity - 1;
}

/** Bytes held by the tables of this file. */
export function stackBytes(): number {
  return stack.context.byteLength + stack.start.byteLength;
}
