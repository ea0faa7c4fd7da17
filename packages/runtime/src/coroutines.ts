import { Activation, NEVER, NO_SITE, State } from './activation.js';
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
import { afterThisTurn, isNativePromise, observe } from './promises.js';
import { recordSequence } from './sequences.js';
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
 * The probes of async functions and generators. An activation goes on and off the shadow stack; its
 * waits are booked when they end, and while they last a count and a sum of their beginnings stand
 * for them, so that every figure can be read at any moment.
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

/** A `return` of an async function: a promise keeps the activation alive until it settles. */
export function returned<Value>(activation: Activation | null, site: number, value: Value): Value {
  if (activation !== null) {
    activation.returned = isNativePromise(value) ? value : null;
    activation.returnSite = site;
  }
  return value;
}

interface HeldReturn {
  promise: Promise<unknown>;
  site: number;
}

/** A `finally` begins that may override a pending `return`: the return is suspended for its length. */
export function hold(activation: Activation | null): HeldReturn | null {
  if (activation === null || activation.returned === null) return null;
  const held = { promise: activation.returned, site: activation.returnSite };
  activation.returned = null;
  return held;
}

/** The `finally` ended normally: the pending `return` goes on. */
export function release(activation: Activation | null, held: HeldReturn | null): void {
  if (activation === null || held === null) return;
  activation.returned = held.promise;
  activation.returnSite = held.site;
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

function beginState(
  activation: Activation,
  state: State.Awaiting | State.Paused | State.Detached,
  moment: number,
): void {
  const offset = activation.figures;
  activation.state = state;
  activation.stateSince = moment;
  activation.workBefore = activation.work;
  if (state === State.Paused) {
    coroutineFigures[offset + CoroutineFigure.PausedLive]++;
    coroutineFigures[offset + CoroutineFigure.PausedStarts] += moment;
    if (activation.owner !== null) childRests(activation.owner, moment);
  } else {
    coroutineFigures[offset + CoroutineFigure.AwaitingLive]++;
    coroutineFigures[offset + CoroutineFigure.AwaitingStarts] += moment;
    if (activation.activeChildren === 0) beginExternal(activation, moment);
  }
}

function endState(activation: Activation, moment: number): void {
  const offset = activation.figures;
  const since = activation.stateSince;
  if (activation.state === State.Paused) {
    coroutineFigures[offset + CoroutineFigure.Paused] += moment - since;
    coroutineFigures[offset + CoroutineFigure.PausedStarts] -= since;
    if (--coroutineFigures[offset + CoroutineFigure.PausedLive] === 0) {
      // Nobody is paused: what rounding has left of the sum must not grow. Likewise below.
      coroutineFigures[offset + CoroutineFigure.PausedStarts] = 0;
    }
    if (activation.owner !== null) childWakes(activation.owner, moment);
    return;
  }
  coroutineFigures[offset + CoroutineFigure.Awaiting] += moment - since;
  coroutineFigures[offset + CoroutineFigure.AwaitingStarts] -= since;
  if (--coroutineFigures[offset + CoroutineFigure.AwaitingLive] === 0) {
    coroutineFigures[offset + CoroutineFigure.AwaitingStarts] = 0;
  }
  if (activation.externalSince !== NEVER) endExternal(activation, moment);
  if (activation.site !== NO_SITE) recordAwait(activation, moment - since);
}

/** Books an await that ended against those that the activation made before it. */
function recordAwait(activation: Activation, wait: number): void {
  const { site, previousSite } = activation;
  const before = leastTime(activation);
  const work = activation.work - activation.workBefore;
  activation.previousSite = site;
  activation.waitWork += work < wait ? work : wait;
  if (wait > activation.waitLongest) activation.waitLongest = wait;
  if (previousSite !== NO_SITE) {
    recordSequence(previousSite, site, wait - (leastTime(activation) - before));
  }
}

/**
 * What the awaits of an activation would take at least if all of them overlapped: as long as the
 * longest, and as long as the work of what they waited for, since a thread does one thing at a time.
 */
function leastTime({ waitLongest, waitWork }: Activation): number {
  return waitLongest > waitWork ? waitLongest : waitWork;
}

/** A child of an activation begins, or goes on after a pause: it explains what its parent waits for. */
function childWakes(activation: Activation, moment: number): void {
  if (activation.activeChildren++ === 0 && activation.externalSince !== NEVER) {
    endExternal(activation, moment);
  }
}

/** A child of an activation ends or is paused. */
function childRests(activation: Activation, moment: number): void {
  const remaining = --activation.activeChildren;
  const { state } = activation;
  if (remaining === 0 && (state === State.Awaiting || state === State.Detached)) {
    beginExternal(activation, moment);
  }
}

function beginExternal(activation: Activation, moment: number): void {
  const offset = activation.figures;
  activation.externalSince = moment;
  coroutineFigures[offset + CoroutineFigure.ExternalLive]++;
  coroutineFigures[offset + CoroutineFigure.ExternalStarts] += moment;
}

function endExternal(activation: Activation, moment: number): void {
  const offset = activation.figures;
  const since = activation.externalSince;
  activation.externalSince = NEVER;
  coroutineFigures[offset + CoroutineFigure.External] += moment - since;
  coroutineFigures[offset + CoroutineFigure.ExternalStarts] -= since;
  if (--coroutineFigures[offset + CoroutineFigure.ExternalLive] === 0) {
    coroutineFigures[offset + CoroutineFigure.ExternalStarts] = 0;
  }
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
