import { idleTotal, lastEvent, sample, stackDepth } from '../clock/registers.js';
import { afterThisTurn, isNativePromise, isThenable, observe } from '../platform/promises.js';
import { State } from '../tables/activation-state.js';
import {
  addCoroutine,
  childOf,
  contexts,
  Figure,
  FIGURE_SHIFT,
  functionRowOf,
  isCoroutine,
  ROOT,
  taggedChild,
} from '../tables/contexts.js';
import { functionStats } from '../tables/function-stats.js';
import { addHistogram, bucketOfSample, histograms } from '../tables/histograms.js';
import { coroutines } from '../tables/live-coroutines.js';
import { NO_SITE } from '../tables/sites.js';
import { tagging } from '../tables/tags.js';
import { Activation } from './activation.js';
import type { History, PendingReturn } from './history.js';
import { observer } from './observer.js';
import {
  beginFromRoot,
  enter,
  onDetach,
  popCoroutine,
  pushCoroutine,
  stack,
  tick,
  tickFromRoot,
  tickOnStack,
  unwind,
} from './shadow-stack.js';
import {
  becomePaused,
  beginSuspension,
  cancelSuspension,
  endExplainedBy,
  endSuspension,
  historyOf,
} from './suspension.js';

/**
 * The probes of async functions and generators: what an activation does between its first instruction
 * and its real exit, on the shadow stack and off it (see activation for a drawing).
 *
 *     probe       open          suspend           resumed         close
 *     state        |-- on stack --|--- awaiting ---|-- on stack --|
 */

/** An async function or a generator begins its body. */
export function open(fn: number): Activation {
  tick();
  const { top, innermost } = stack;
  const owner = innermost.coroutine;
  const context = tagging.isOn ? taggedChild(top, fn) : childOf(top, fn);
  if (!isCoroutine(context)) addCoroutine(context);
  if (top === ROOT) beginFromRoot(context);
  const row = functionRowOf(context);
  const activation = new Activation(context, owner);
  pushCoroutine(activation);
  contexts.figures[(context << FIGURE_SHIFT) + Figure.Calls]++;
  const { alive, peak, span, idle, tag } = functionStats;
  const living = ++alive[row];
  if (living === 1) {
    span[row] -= lastEvent[0];
    idle[row] -= idleTotal[0];
  }
  if (living > peak[row]) peak[row] = living;
  const { live, peak: peakOfTag } = coroutines;
  const livingOfTag = ++live[tag[row]];
  if (livingOfTag > peakOfTag[tag[row]]) peakOfTag[tag[row]] = livingOfTag;
  // The owner is on the stack: it has no wait that this one could explain.
  if (owner !== null) owner.activeChildren++;
  return activation;
}

/** A module with top-level `await` begins. */
export function openModule(fn: number): Activation {
  const activation = open(fn);
  // Until somebody has it who would close it.
  activation.state = State.Closing;
  historyOf(activation).isModule = true;
  checkModuleAfterTurn(activation);
  activation.state = State.OnStack;
  return activation;
}

/**
 * A module without top-level `await` begins. Its body is not in a `try`: if it throws, its frame is
 * still there after this turn.
 */
export function enterModule(fn: number): number {
  if (stackDepth[0] === 0) {
    afterThisTurn(() => {
      tick();
      unwind(0);
    });
  }
  return enter(fn);
}

/** A body ends, normally or not. If it returned a promise, the activation lasts until that settles. */
export function close(activation: Activation): void {
  if (activation.state !== State.OnStack) {
    if (activation.state === State.Closed) return;
    comeBack(activation);
  }
  activation.state = State.Closing;
  tickOnStack();
  const { history } = activation;
  if (history !== null && history.returned !== null) {
    endWithReturned(activation, history, history.returned);
  } else {
    if (activation.depth !== stackDepth[0]) unwind(activation.depth);
    endOnStack(activation);
    popCoroutine(activation);
  }
}

function endWithReturned(
  activation: Activation,
  history: History,
  { promise, site }: PendingReturn,
): void {
  const { ended } = history;
  observe(promise, () => {
    if (history.ended !== ended || activation.state === State.Closed) return;
    tick();
    if (activation.state === State.Awaiting) endSuspension(activation, history);
    end(activation, history.work);
    observer?.settled(activation);
  });
  history.returned = null;
  popCoroutine(activation);
  activation.state = State.Between;
  beginSuspension(activation, site, State.Awaiting);
}

/** Records the real exit of an activation that is about to be popped: it ends once, whoever pops it. */
function endOnStack(activation: Activation): void {
  const { history, depth } = activation;
  let work = 0;
  if (history !== null) {
    work = history.work;
    if (history.isContinuation) work += lastEvent[0] - stack.start[depth];
  }
  end(activation, work);
}

/**
 * Records the real exit of an activation.
 *
 * @param work of its own and of the coroutines that it started, which now counts for its owner
 */
function end(activation: Activation, work: number): void {
  const { context, owner, history, depth } = activation;
  const row = functionRowOf(context);
  const { alive, span, idle, tag, longestDuration, durationHistogram } = functionStats;
  if (durationHistogram[row] === 0) durationHistogram[row] = addHistogram();
  // If it never left the stack, its slot is still as it was. In two statements, since V8 would allocate the
  // result of a conditional expression.
  let duration = lastEvent[0];
  if (history === null) duration -= stack.start[depth];
  else duration -= history.entered;
  sample[0] = duration;
  const bucket = bucketOfSample(durationHistogram[row]);
  if (owner !== null) {
    const ofOwner = work > 0 ? historyOf(owner) : null;
    if (history === null || activation.state !== State.Paused) endExplainedBy(owner);
    if (ofOwner !== null) {
      ofOwner.work += work;
      ofOwner.workMeanwhile += work;
    }
    owner.activeChildren--;
    // Only live activations may form a chain: their chain of descendants could grow forever.
    activation.owner = null;
  }
  activation.state = State.Closed;
  contexts.figures[(context << FIGURE_SHIFT) + Figure.Exits]++;
  if (duration > longestDuration[row]) longestDuration[row] = duration;
  histograms.counts[bucket]++;
  coroutines.live[tag[row]]--;
  if (--alive[row] === 0) {
    span[row] += lastEvent[0];
    idle[row] += idleTotal[0];
  }
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

/** An async generator is about to yield: it awaits the value first, and then its consumer. */
export function pauseAsync<Value>(
  activation: Activation | null,
  site: number,
  value: Value,
): Value {
  if (activation !== null) leaveUntilSettled(activation, site, value);
  return value;
}

/**
 * Awaits a promise and is then paused. The end of another thenable can't be observed without calling its
 * `then`, which the language is about to do: the activation awaits it until it goes on itself.
 */
export function leaveUntilSettled(activation: Activation, site: number, value: unknown): void {
  if (!isNativePromise(value)) {
    leave(activation, site, isThenable(value) ? State.Yielding : State.Paused);
    return;
  }
  const history = leave(activation, site, State.Awaiting);
  if (history === null) return;
  const { ended } = history;
  observe(value, (fulfilled) => {
    // A rejection is thrown into the generator, whose next probe resumes it.
    if (!fulfilled || history.ended !== ended) return;
    tick();
    becomePaused(activation, history);
    observer?.yielded(activation);
  });
}

/** An activation resumes with a value, which is passed through. */
export function resumed<Value>(activation: Activation | null, value: Value): Value {
  if (activation !== null && activation.state !== State.OnStack) comeBack(activation);
  return value;
}

/** An activation may have resumed by a `throw` or a `return`; does nothing if it is on the stack. */
export function resume(activation: Activation | null): void {
  if (activation !== null && activation.state !== State.OnStack) comeBack(activation);
}

/** Takes an activation off the stack, suspended at a site. @returns null if it has ended */
export function leave(
  activation: Activation,
  site: number,
  state: State.Awaiting | State.Paused | State.Yielding,
): History | null {
  if (activation.state !== State.OnStack) {
    if (activation.state === State.Closed) return null;
    comeBack(activation);
  }
  tickOnStack();
  popCoroutine(activation);
  activation.state = State.Between;
  return beginSuspension(activation, site, state);
}

/** Puts an activation that was off the stack back on it. */
function comeBack(activation: Activation): void {
  if (activation.state === State.Closed || activation.state === State.Closing) return;
  const history = activation.history ?? historyOf(activation);
  if (stackDepth[0] === 0) tickFromRoot();
  else tickAbove(activation);
  if (activation.state === State.Yielding) endYielding(activation, history);
  const { state } = activation;
  if (state !== State.Between) {
    history.isContinuation = state !== State.Paused;
    if (history.delegating) cancelSuspension(activation, history);
    else endSuspension(activation, history);
  }
  pushCoroutine(activation);
  if (history.isModule) checkModuleAfterTurn(activation);
}

/** Takes the moment at which an activation comes back with frames on the stack. */
function tickAbove({ state }: Activation): void {
  tickOnStack();
  if (state === State.Paused || state === State.Yielding || state === State.Between) return;
  // Only a microtask continues an `await`: these frames have left without a probe.
  unwind(0);
  tickFromRoot();
}

/** What a `yield` awaited has settled by now, though it could not be seen when. */
function endYielding(activation: Activation, history: History): void {
  becomePaused(activation, history);
  observer?.yielded(activation);
}

/**
 * A coroutine that left the stack without a probe is suspended at an unknown site, until it reaches its
 * next probe. Only a module can have ended: its body is not in a `try`.
 */
onDetach((activation) => {
  if (activation.state === State.OnStack) {
    if (historyOf(activation).isModule) activation.state = State.Closing;
  }
  if (activation.state === State.Closing) endOnStack(activation);
  popCoroutine(activation);
  if (activation.state === State.OnStack) {
    activation.state = State.Between;
    beginSuspension(activation, NO_SITE, State.Detached);
  }
  observer?.detached(activation);
});

/** Checks after this turn whether a module's body has thrown: it is then still on the stack. */
function checkModuleAfterTurn(activation: Activation): void {
  const endedWaits = () => activation.history?.ended ?? 0;
  const before = endedWaits();
  afterThisTurn(() => {
    if (activation.state === State.OnStack && endedWaits() === before) {
      tick();
      unwind(activation.depth - 1);
    }
  });
}
