import { State, type Activation } from './activation.js';
import {
  childOf,
  coroutineFigures,
  CoroutineFigure,
  Figure,
  FIGURE_SHIFT,
  figures,
  findChild,
  functionOf,
  lastChild,
} from './contexts.js';
import { now } from './engine-time.js';
import { alive, functionOnStack, peak, stacked } from './functions.js';
import { enlargedFloats, enlargedIntegers } from './intrinsics.js';
import { recordLongFrame, stretchThreshold } from './stretches.js';

/**
 * The shadow stack and the probes of synchronous functions: the hot path.
 *
 * Every event reads the clock once. The time since the last event belongs to whoever was on top:
 * that makes `self` exact by construction. Time on stack is booked when a frame leaves, and needs
 * nothing but the moment at which it came. What is live can be added at any moment from the stack
 * itself. Nothing here allocates, and no probe asks what kind of program it is in.
 */
let capacity = 256;
/** Number of frames; slot 0 is the root's, which never leaves. */
export let depth = 0;
/** The context on top. */
export let top = 0;
export let frameContext = new Int32Array(capacity);
/** When each frame came; slot 0 has the moment of the last event (a variable would box the number). */
export let frameStart = new Float64Array(capacity);
export const LAST_EVENT = 0;

/** The innermost coroutine on the stack; each knows the next one below. */
export let currentCoroutine: Activation | null = null;
/** Its depth. */
let coroutineDepth = 0;

/** A synchronous function begins. Returns its depth, which `exit` takes. */
export function enter(fn: number): number {
  const moment = now();
  const caller = top;
  figures[(caller << FIGURE_SHIFT) + Figure.Self] += moment - frameStart[LAST_EVENT];
  frameStart[LAST_EVENT] = moment;
  let context = lastChild[caller];
  if (functionOf[context] !== fn) context = findChild(caller, fn);
  figures[(context << FIGURE_SHIFT) + Figure.Calls]++;
  const count = ++alive[fn];
  if (count > peak[fn]) peak[fn] = count;
  if (++depth === capacity) growStack();
  frameContext[depth] = context;
  frameStart[depth] = moment;
  top = context;
  return depth;
}

/** A synchronous function ends, normally or not. */
export function exit(token: number): void {
  const moment = now();
  if ((token !== depth || token === coroutineDepth) && !reach(token, moment)) return;
  const context = top;
  const offset = context << FIGURE_SHIFT;
  figures[offset + Figure.Self] += moment - frameStart[LAST_EVENT];
  frameStart[LAST_EVENT] = moment;
  const duration = moment - frameStart[depth];
  figures[offset + Figure.OnStack] += duration;
  const fn = functionOf[context];
  if (--alive[fn] === 0) functionOnStack[fn] += duration;
  top = frameContext[--depth];
  if (duration > stretchThreshold) recordLongFrame(context, moment, duration, depth + 1);
}

/** A leaf is called: its call counts, its time is its caller's. */
export function count(fn: number): void {
  const context = childOf(top, fn);
  figures[(context << FIGURE_SHIFT) + Figure.Calls]++;
}

/** Books the time since the last event to whoever is on top. */
export function charge(moment: number): void {
  figures[(top << FIGURE_SHIFT) + Figure.Self] += moment - frameStart[LAST_EVENT];
  frameStart[LAST_EVENT] = moment;
}

/** Puts a coroutine on top, when it begins and when it resumes. The caller has charged. */
export function pushCoroutine(activation: Activation, moment: number): void {
  if (++depth === capacity) growStack();
  const context = activation.context;
  frameContext[depth] = context;
  frameStart[depth] = moment;
  top = context;
  activation.depth = depth;
  activation.state = State.OnStack;
  activation.below = currentCoroutine;
  currentCoroutine = activation;
  coroutineDepth = depth;
  if (coroutineFigures[activation.figures + CoroutineFigure.Outermost] === 1) {
    stacked[activation.fn]++;
  }
}

/** Takes a coroutine off the stack, when it suspends and when it ends, and charges it. */
export function popCoroutine(activation: Activation, moment: number): void {
  if (activation.depth !== depth) unwind(activation.depth, moment);
  charge(moment);
  const duration = moment - frameStart[depth];
  const context = activation.context;
  figures[(context << FIGURE_SHIFT) + Figure.OnStack] += duration;
  if (activation.isContinuation) activation.work += duration;
  if (
    coroutineFigures[activation.figures + CoroutineFigure.Outermost] === 1 &&
    --stacked[activation.fn] === 0
  ) {
    functionOnStack[activation.fn] += duration;
  }
  currentCoroutine = activation.below;
  coroutineDepth = currentCoroutine === null ? 0 : currentCoroutine.depth;
  activation.below = null;
  top = frameContext[--depth];
  if (duration > stretchThreshold) recordLongFrame(context, moment, duration, depth + 1);
}

/** What becomes of a coroutine that the repair finds on the stack; set by the coroutines' file. */
let detach: (activation: Activation, moment: number) => void;

export function onDetach(handler: typeof detach): void {
  detach = handler;
}

/** Brings the frame of a synchronous function on top; false if the repair has removed it before. */
function reach(token: number, moment: number): boolean {
  if (token > depth) return false;
  for (let other = currentCoroutine; other !== null; other = other.below) {
    if (other.depth === token) return false;
  }
  unwind(token, moment);
  return true;
}

/**
 * The repair: removes the frames above a depth, whose functions left without telling (the engine ran
 * out of stack, a module threw, foreign code drained the microtasks in the middle of a call).
 */
export function unwind(target: number, moment: number): void {
  while (depth > target) {
    const innermost = currentCoroutine;
    if (innermost !== null && innermost.depth === depth) {
      popCoroutine(innermost, moment);
      detach(innermost, moment);
    } else {
      exit(depth);
    }
  }
}

function growStack(): void {
  capacity *= 2;
  frameContext = enlargedIntegers(frameContext, capacity);
  frameStart = enlargedFloats(frameStart, capacity);
}
