import { Activation, NO_SITE, State } from './activation.js';
import {
  childOf,
  coroutineFigures,
  CoroutineFigure,
  coroutineOffset,
  Figure,
  FIGURE_SHIFT,
  figures,
} from './contexts.js';
import { now } from './engine-time.js';
import { alive, isCoroutine, peak, siteBase, span, spanStart } from './functions.js';
import { beginState, childRests, childWakes, endState } from './off-stack.js';
import { afterThisTurn, isNativePromise, observe } from './promises.js';
import {
  charge,
  currentCoroutine,
  depth,
  enter,
  onDetach,
  popCoroutine,
  pushCoroutine,
  top,
  unwind,
} from './shadow-stack.js';
import { beginWait, cancelWait, endWait } from './sites.js';

/**
 * The probes of async functions and generators: what an activation does between its first instruction
 * and its real exit, on the shadow stack and off it.
 */

/** Coroutine activations alive, and the most at once since the last mark (see windows). */
export let liveCoroutines = 0;
export let peakCoroutines = 0;

export function resetPeakCoroutines(): void {
  peakCoroutines = liveCoroutines;
}

/** An async function or a generator begins its body. */
export function open(fn: number): Activation {
  return begin(fn, false);
}

/** A module with top-level `await` begins. */
export function openModule(fn: number): Activation {
  const activation = begin(fn, true);
  watchModule(activation);
  return activation;
}

/**
 * A module without top-level `await` begins. Its body stands in no `try`: if it throws, the next
 * turn finds its frame still there.
 */
export function enterModule(fn: number): number {
  const outermost = depth === 0;
  const token = enter(fn);
  if (outermost) afterThisTurn(() => unwind(0, now()));
  return token;
}

function begin(fn: number, isModule: boolean): Activation {
  const moment = now();
  charge(moment);
  const context = childOf(top, fn);
  figures[(context << FIGURE_SHIFT) + Figure.Calls]++;
  isCoroutine[fn] = 1;
  const living = ++alive[fn];
  if (living === 1) spanStart[fn] = moment;
  if (living > peak[fn]) peak[fn] = living;
  if (++liveCoroutines > peakCoroutines) peakCoroutines = liveCoroutines;
  const owner = currentCoroutine;
  if (owner !== null) childWakes(owner, moment);
  const activation = new Activation(
    context,
    coroutineOffset(context),
    fn,
    siteBase[fn],
    owner,
    isModule,
  );
  pushCoroutine(activation, moment);
  return activation;
}

/** A body ends, normally or not. If it returned a promise, the wait for that one is still its own. */
export function close(activation: Activation): void {
  if (activation.state === State.Closed) return;
  if (activation.state !== State.OnStack) resume(activation);
  const moment = now();
  const promise = activation.returned;
  if (promise === null) {
    popCoroutine(activation, moment);
    end(activation, moment);
    return;
  }
  activation.returned = null;
  beginWaiting(activation, activation.returnSite, State.Awaiting, moment);
  const { wait } = activation;
  void observe(promise, () => {
    if (activation.wait !== wait) return;
    const settledAt = now();
    endWaiting(activation, settledAt);
    end(activation, settledAt);
  });
}

/** Books the real exit of an activation that has left the stack. */
function end(activation: Activation, moment: number): void {
  const { fn, owner } = activation;
  if (owner !== null) {
    owner.work += activation.work;
    childRests(owner, moment);
  }
  activation.state = State.Closed;
  // Only a chain of the living may hold activations: their descendants could go on for ever.
  activation.owner = null;
  coroutineFigures[activation.figures + CoroutineFigure.Exits]++;
  liveCoroutines--;
  if (--alive[fn] === 0) span[fn] += moment - spanStart[fn];
}

/** An `await`, or a `return` in an async generator, is about to be executed. */
export function suspend<Value>(activation: Activation | null, site: number, value: Value): Value {
  if (activation !== null) leave(activation, site, State.Awaiting);
  return value;
}

/** A generator is about to yield. */
export function pause<Value>(activation: Activation | null, site: number, value: Value): Value {
  if (activation !== null) leave(activation, site, State.Paused);
  return value;
}

/** An async generator is about to yield: it first awaits the value, then its consumer. */
export function pauseAsync<Value>(
  activation: Activation | null,
  site: number,
  value: Value,
): Value {
  if (activation !== null) leaveUntilSettled(activation, site, value);
  return value;
}

/** Awaiting until a promise is fulfilled, then paused; at once where there is nothing to observe. */
export function leaveUntilSettled(activation: Activation, site: number, value: unknown): void {
  if (!isNativePromise(value)) {
    leave(activation, site, State.Paused);
    return;
  }
  leave(activation, site, State.Awaiting);
  if (activation.state === State.Closed) return;
  const { wait } = activation;
  void observe(value, (fulfilled) => {
    // A rejection comes back into the generator, whose next probe resumes it.
    if (fulfilled && activation.wait === wait) turnPaused(activation);
  });
}

/** The value with which an activation comes back passes through. */
export function resumed<Value>(activation: Activation | null, value: Value): Value {
  if (activation !== null && activation.state !== State.OnStack) comeBack(activation);
  return value;
}

/** An activation may have come back by a `throw` or a `return`; no-op if it is on the stack. */
export function resume(activation: Activation | null): void {
  if (activation !== null && activation.state !== State.OnStack) comeBack(activation);
}

/** Takes an activation off the stack to wait at a site. */
export function leave(
  activation: Activation,
  site: number,
  state: State.Awaiting | State.Paused,
): void {
  if (activation.state === State.Closed) return;
  if (activation.state !== State.OnStack) comeBack(activation);
  beginWaiting(activation, site, state, now());
}

function beginWaiting(
  activation: Activation,
  site: number,
  state: State.Awaiting | State.Paused,
  moment: number,
): void {
  popCoroutine(activation, moment);
  activation.waitSince = moment;
  activation.site = activation.siteBase + site;
  beginWait(activation.site, moment);
  coroutineFigures[activation.figures + CoroutineFigure.Suspensions]++;
  beginState(activation, state, moment);
}

function endWaiting(activation: Activation, moment: number): void {
  endWait(activation.site, activation.waitSince, moment);
  endState(activation, moment);
  activation.wait++;
  activation.site = NO_SITE;
}

/** Puts an activation that was off the stack back on it. */
function comeBack(activation: Activation): void {
  const { state } = activation;
  if (state === State.Closed) return;
  const moment = now();
  if (state === State.Paused) {
    if (activation.delegating) cancelWaiting(activation, moment);
    else endWaiting(activation, moment);
  } else {
    // Only a microtask continues an `await`: whatever the stack still holds has left without a word.
    if (depth !== 0) unwind(0, moment);
    if (state === State.Awaiting) endWaiting(activation, moment);
    else endState(activation, moment);
  }
  charge(moment);
  activation.isContinuation = state !== State.Paused;
  pushCoroutine(activation, moment);
  if (activation.isModule) watchModule(activation);
}

/** A delegated iterator turned out to be done: its delegator has never left. */
function cancelWaiting(activation: Activation, moment: number): void {
  activation.delegating = false;
  coroutineFigures[activation.figures + CoroutineFigure.Suspensions]--;
  cancelWait(activation.site, activation.waitSince);
  endState(activation, moment);
  activation.site = NO_SITE;
}

/** What a `yield` awaited has settled: from now on it is the consumer who holds the generator. */
function turnPaused(activation: Activation): void {
  const moment = now();
  endState(activation, moment);
  beginState(activation, State.Paused, moment);
}

/**
 * A coroutine that left the stack without a probe is suspended somewhere, and will be resumed by the
 * next probe that it reaches. Only a module can have ended: its body stands in no `try`.
 */
onDetach((activation, moment) => {
  if (activation.isModule) {
    end(activation, moment);
    return;
  }
  coroutineFigures[activation.figures + CoroutineFigure.Suspensions]++;
  beginState(activation, State.Detached, moment);
});

/** Looks after this turn whether a module's body threw: then it is still on the stack. */
function watchModule(activation: Activation): void {
  const { wait } = activation;
  afterThisTurn(() => {
    if (activation.state === State.OnStack && activation.wait === wait) {
      unwind(activation.depth - 1, now());
    }
  });
}
