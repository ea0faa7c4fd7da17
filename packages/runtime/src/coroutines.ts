import { Activation, State } from './activation.js';
import { books } from './books.js';
import { lastEvent, sample } from './cells.js';
import {
  addCoroutine,
  bookOf,
  childOf,
  contexts,
  Figure,
  FIGURE_SHIFT,
  isCoroutine,
  taggedChild,
} from './contexts.js';
import { addHistogram, countSample } from './histograms.js';
import type { History, PendingReturn } from './history.js';
import { coroutines, countLiving } from './live-coroutines.js';
import { beginWait, cancelWait, childRests, endWait, historyOf, turnPaused } from './off-stack.js';
import { afterThisTurn, isNativePromise, observe } from './promises.js';
import {
  enter,
  onDetach,
  popCoroutine,
  pushCoroutine,
  stack,
  tick,
  unwind,
} from './shadow-stack.js';
import { NO_SITE } from './sites.js';
import { tagging } from './tags.js';
import { watcher } from './watcher.js';

/**
 * The probes of async functions and generators: what an activation does between its first instruction
 * and its real exit, on the shadow stack and off it.
 */

/** An async function or a generator begins its body. */
export function open(fn: number): Activation {
  tick();
  const { top, innermost } = stack;
  const owner = innermost.coroutine;
  const context = tagging.isOn ? taggedChild(top, fn) : childOf(top, fn);
  if (!isCoroutine(context)) addCoroutine(context);
  contexts.figures[(context << FIGURE_SHIFT) + Figure.Calls]++;
  const book = bookOf(context);
  const { alive, peak, span, tag } = books;
  const living = ++alive[book];
  if (living === 1) span[book] -= lastEvent[0];
  if (living > peak[book]) peak[book] = living;
  countLiving(tag[book]);
  // It is on the stack, so there is no wait that this one could explain.
  if (owner !== null) owner.activeChildren++;
  const activation = new Activation(context, owner);
  pushCoroutine(activation);
  return activation;
}

/** A module with top-level `await` begins. */
export function openModule(fn: number): Activation {
  const activation = open(fn);
  historyOf(activation).isModule = true;
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
  if (outermost) {
    afterThisTurn(() => {
      tick();
      unwind(0);
    });
  }
  return token;
}

/** A body ends, normally or not. If it returned a promise, the wait for that one is still its own. */
export function close(activation: Activation): void {
  if (activation.state !== State.OnStack) {
    if (activation.state === State.Closed) return;
    comeBack(activation);
  }
  tick();
  popCoroutine(activation);
  const { history } = activation;
  if (history === null || history.returned === null) end(activation);
  else endWithReturned(activation, history.returned);
}

function endWithReturned(activation: Activation, { promise, site }: PendingReturn): void {
  const history = beginWait(activation, site, State.Awaiting);
  history.returned = null;
  const { ended } = history;
  void observe(promise, () => {
    if (history.ended !== ended) return;
    tick();
    endWait(activation, history);
    end(activation);
    watcher?.settled(activation);
  });
}

/** Books the real exit of an activation that has left the stack. */
function end(activation: Activation): void {
  const { context, owner, history } = activation;
  if (owner !== null) {
    if (history !== null && history.work > 0) handOver(history.work, historyOf(owner));
    childRests(owner);
    // Only a chain of the living may hold activations: their descendants could go on for ever.
    activation.owner = null;
  }
  activation.state = State.Closed;
  contexts.figures[(context << FIGURE_SHIFT) + Figure.Exits]++;
  const book = bookOf(context);
  recordLife(activation, book);
  const { alive, span, tag } = books;
  coroutines.live[tag[book]]--;
  if (--alive[book] === 0) span[book] += lastEvent[0];
}

/** The work of one that has ended is that of the one that started it, too. */
function handOver(work: number, history: History): void {
  history.work += work;
  history.workMeanwhile += work;
}

/** Books the life of an activation that ends. */
function recordLife({ history, depth }: Activation, book: number): void {
  const { start } = stack;
  // The frame of one that has never left the stack has just been taken off: its slot is still as it was.
  // In two statements, as V8 allocates what may be the one number or the other.
  let life = lastEvent[0];
  if (history === null) life -= start[depth];
  else life -= history.entered;
  const { longestLife, lifeHistogram } = books;
  if (life > longestLife[book]) longestLife[book] = life;
  sample[0] = life;
  countSample((lifeHistogram[book] ||= addHistogram()));
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
    if (!fulfilled || history.ended !== ended) return;
    tick();
    turnPaused(activation, history);
    watcher?.yielded(activation);
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
  tick();
  popCoroutine(activation);
  return beginWait(activation, site, state);
}

/** Puts an activation that was off the stack back on it. */
function comeBack(activation: Activation): void {
  const { state, history } = activation;
  if (state === State.Closed || history === null) return;
  tick();
  // Only a microtask continues an `await`: whatever the stack still holds has left without a word.
  if (state !== State.Paused && stack.depth !== 0) unwind(0);
  if (history.delegating) cancelWait(activation, history);
  else endWait(activation, history);
  history.isContinuation = state !== State.Paused;
  pushCoroutine(activation);
  if (history.isModule) watchModule(activation);
}

/**
 * A coroutine that left the stack without a probe is suspended somewhere, and will be resumed by the
 * next probe that it reaches. Only a module can have ended: its body stands in no `try`.
 */
onDetach((activation) => {
  if (historyOf(activation).isModule) end(activation);
  else beginWait(activation, NO_SITE, State.Detached);
  watcher?.detached(activation);
});

/** Looks after this turn whether a module's body threw: then it is still on the stack. */
function watchModule(activation: Activation): void {
  const endedWaits = () => activation.history?.ended ?? 0;
  const before = endedWaits();
  afterThisTurn(() => {
    if (activation.state === State.OnStack && endedWaits() === before) {
      tick();
      unwind(activation.depth - 1);
    }
  });
}
