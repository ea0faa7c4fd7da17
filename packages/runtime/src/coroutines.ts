import { Activation, State } from './activation.js';
import {
  childOf,
  contexts,
  CoroutineFigure,
  coroutineOffset,
  Figure,
  FIGURE_SHIFT,
} from './contexts.js';
import { now } from './engine-time.js';
import { functions, recordLife } from './functions.js';
import type { History } from './history.js';
import {
  beginWait,
  cancelWait,
  childRests,
  childWakes,
  endWait,
  enteredAt,
  historyOf,
  turnPaused,
} from './off-stack.js';
import { afterThisTurn, isNativePromise, observe } from './promises.js';
import {
  charge,
  enter,
  onDetach,
  popCoroutine,
  pushCoroutine,
  stack,
  unwind,
} from './shadow-stack.js';
import { NO_SITE } from './sites.js';

/**
 * The probes of async functions and generators: what an activation does between its first instruction
 * and its real exit, on the shadow stack and off it.
 */

/** Coroutine activations functions.alive, and the most at once since the last mark (see windows). */
export const coroutines = { live: 0, peak: 0 };

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
  const outermost = stack.depth === 0;
  const token = enter(fn);
  if (outermost) afterThisTurn(() => unwind(0, now()));
  return token;
}

function begin(fn: number, isModule: boolean): Activation {
  const moment = now();
  charge(moment);
  const context = childOf(stack.top, fn);
  contexts.figures[(context << FIGURE_SHIFT) + Figure.Calls]++;
  const living = ++functions.alive[fn];
  if (living === 1) functions.span[fn] -= moment;
  if (living > functions.peak[fn]) functions.peak[fn] = living;
  if (++coroutines.live > coroutines.peak) coroutines.peak = coroutines.live;
  const owner = stack.coroutine;
  if (owner !== null) childWakes(owner, moment);
  const activation = new Activation(context, coroutineOffset(context), fn, owner, isModule);
  pushCoroutine(activation, moment);
  return activation;
}

/** A body ends, normally or not. If it returned a promise, the wait for that one is still its own. */
export function close(activation: Activation): void {
  if (activation.state === State.Closed) return;
  if (activation.state !== State.OnStack) comeBack(activation);
  const moment = now();
  popCoroutine(activation, moment);
  const { returned } = activation;
  if (returned === null) {
    end(activation, moment);
    return;
  }
  activation.returned = null;
  const history = beginWait(activation, returned.site, State.Awaiting, moment);
  const { ended } = history;
  void observe(returned.promise, () => {
    if (history.ended !== ended) return;
    const settledAt = now();
    endWait(activation, history, settledAt);
    end(activation, settledAt);
  });
}

/** Books the real exit of an activation that has left the stack. */
function end(activation: Activation, moment: number): void {
  const { fn, owner, history } = activation;
  if (owner !== null) {
    if (history !== null && history.work > 0) historyOf(owner).work += history.work;
    childRests(owner, moment);
  }
  recordLife(fn, moment - enteredAt(activation));
  activation.state = State.Closed;
  // Only a chain of the living may hold activations: their descendants could go on for ever.
  activation.owner = null;
  contexts.coroutineFigures[activation.figures + CoroutineFigure.Exits]++;
  coroutines.live--;
  if (--functions.alive[fn] === 0) functions.span[fn] += moment;
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
  const history = leave(activation, site, State.Awaiting);
  if (history === null) return;
  const { ended } = history;
  void observe(value, (fulfilled) => {
    // A rejection comes back into the generator, whose next probe resumes it.
    if (fulfilled && history.ended === ended) turnPaused(activation, history, now());
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

/** Takes an activation off the stack to wait at a site; null if it has ended. */
export function leave(
  activation: Activation,
  site: number,
  state: State.Awaiting | State.Paused,
): History | null {
  if (activation.state !== State.OnStack) {
    if (activation.state === State.Closed) return null;
    comeBack(activation);
  }
  const moment = now();
  popCoroutine(activation, moment);
  return beginWait(activation, site, state, moment);
}

/** Puts an activation that was off the stack back on it. */
function comeBack(activation: Activation): void {
  const { state, history } = activation;
  if (state === State.Closed || history === null) return;
  const moment = now();
  if (state === State.Paused) {
    if (history.delegating) cancelWait(activation, history, moment);
    else endWait(activation, history, moment);
  } else {
    // Only a microtask continues an `await`: whatever the stack still holds has left without a word.
    if (stack.depth !== 0) unwind(0, moment);
    endWait(activation, history, moment);
  }
  charge(moment);
  history.isContinuation = state !== State.Paused;
  pushCoroutine(activation, moment);
  if (activation.isModule) watchModule(activation);
}

/**
 * A coroutine that left the stack without a probe is suspended somewhere, and will be resumed by the
 * next probe that it reaches. Only a module can have ended: its body stands in no `try`.
 */
onDetach((activation, moment) => {
  if (activation.isModule) end(activation, moment);
  else beginWait(activation, NO_SITE, State.Detached, moment);
});

/** Looks after this turn whether a module's body threw: then it is still on the stack. */
function watchModule(activation: Activation): void {
  const endedWaits = () => activation.history?.ended ?? 0;
  const before = endedWaits();
  afterThisTurn(() => {
    if (activation.state === State.OnStack && endedWaits() === before) {
      unwind(activation.depth - 1, now());
    }
  });
}
