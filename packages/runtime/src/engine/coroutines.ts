import { time } from '../clock/engine-time.js';
import { READING_AT_ORIGIN } from '../clock/nanosecond-clock.js';
import {
  idleTotal,
  lastEvent,
  sample,
  stackDepth,
  clockReading,
  timeOffset,
  timeSlope,
} from '../clock/registers.js';
import { afterThisTurn, isNativePromise, isThenable, observe } from '../platform/promises.js';
import { State } from '../tables/activation-state.js';
import {
  addCoroutine,
  childOf,
  contexts,
  Figure,
  FIGURE_SHIFT,
  functionRowOf,
  Link,
  LINK_SHIFT,
  ROOT,
  taggedChild,
} from '../tables/contexts.js';
import { functionStats } from '../tables/function-stats.js';
import { addHistogram, bucketOfSample, histograms } from '../tables/histograms.js';
import { coroutines } from '../tables/live-coroutines.js';
import { longTasks } from '../tables/long-tasks.js';
import { NO_SITE } from '../tables/sites.js';
import {
  rowOfSuspension,
  SUSPENSION_SHIFT,
  SuspensionFigure,
  suspensionStats,
} from '../tables/suspension-stats.js';
import { tagging } from '../tables/tags.js';
import { Activation } from './activation.js';
import type { History, PendingReturn } from './history.js';
import { observer } from './observer.js';
import {
  beginFromRoot,
  endLongFrame,
  enter,
  growStack,
  last,
  onDetach,
  PUSHES_PER_HOLDER,
  renewInnermost,
  stack,
  tick,
  tickFromRoot,
  tickOnStack,
  unwind,
} from './shadow-stack.js';
import {
  becomePaused,
  beginExplained,
  cancelSuspension,
  completeOutside,
  endExplainedBy,
  endSuspension,
  historyOf,
  type OffStack,
} from './suspension.js';

/**
 * The probes of async functions and generators: what an activation does between its first instruction
 * and its real exit, on the shadow stack and off it (see activation for a drawing).
 *
 *     probe       open          suspend           resumed         close
 *     state        |-- on stack --|--- awaiting ---|-- on stack --|
 *
 * `open`, `leave`, `comeBack` and `close` each push or pop the activation themselves, and the first two do all
 * that they do: V8 inlines no function of more than 460 bytes, so that such a probe is compiled once, with all that
 * it calls inlined into it. A smaller one would be inlined into each function of the program,
 * where the budget ends in the middle of it and leaves several calls (docs/performance.md).
 */

/** An async function or a generator begins its body. */
export function open(fn: number): Activation {
  const shadow = stack;
  if (stackDepth[0] === 0) tickFromRoot();
  else tickOnStack();
  const { top } = shadow;
  const context = tagging.isOn ? taggedChild(top, fn) : childOf(top, fn);
  const link = context << LINK_SHIFT;
  if (contexts.links[link + Link.Coroutine] === 0) addCoroutine(context);
  if (top === ROOT) beginFromRoot(context);
  if (stackDepth[0] === last) growStack();
  let { innermost } = shadow;
  if (innermost.pushes === PUSHES_PER_HOLDER) innermost = renewInnermost();
  const owner = innermost.coroutine;
  const depth = stackDepth[0] + 1;
  const activation = new Activation(context, depth, owner, owner);
  const { figures, links } = contexts;
  const moment = lastEvent[0];
  const row = links[link + Link.FunctionRow];
  innermost.pushes++;
  innermost.coroutine = activation;
  stackDepth[0] = depth;
  shadow.context[depth] = shadow.top = context;
  shadow.start[depth] = moment;
  shadow.coroutineDepth = depth;
  figures[(context << FIGURE_SHIFT) + Figure.Calls]++;
  const { alive, peak, stacked, aliveSince, idleBefore, tag } = functionStats;
  // Row 0 is reserved, and stands for none.
  stacked[(links[link + Link.Coroutine] & 1) === 0 ? 0 : row]++;
  const living = ++alive[row];
  if (living === 1) {
    aliveSince[row] = moment;
    idleBefore[row] = idleTotal[0];
  }
  if (living > peak[row]) peak[row] = living;
  const { live, peak: peakOfTag } = coroutines;
  const ownTag = tag[row];
  const livingOfTag = ++live[ownTag];
  if (livingOfTag > peakOfTag[ownTag]) peakOfTag[ownTag] = livingOfTag;
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
  const { history, depth, context, below } = activation;
  if (history !== null && history.returned !== null) {
    return endWithReturned(activation, history, history.returned);
  }
  if (depth !== stackDepth[0]) unwind(depth);
  time.sample();
  const moment = (clockReading[0] - READING_AT_ORIGIN) * timeSlope[0] + timeOffset[0];
  contexts.figures[(stack.top << FIGURE_SHIFT) + Figure.Self] += moment - lastEvent[0];
  lastEvent[0] = moment;
  const shadow = stack;
  const duration = moment - shadow.start[depth];
  // A history counts its work once it is off the stack, which is now.
  let work = 0;
  if (history !== null) {
    work = history.work;
    if (history.isContinuation) work += duration;
  }
  end(activation, work);
  // As in `leave`.
  const { stacked, onStack } = functionStats;
  const { links } = contexts;
  const link = context << LINK_SHIFT;
  const stackedRow = (links[link + Link.Coroutine] & 1) === 0 ? 0 : links[link + Link.FunctionRow];
  contexts.figures[(context << FIGURE_SHIFT) + Figure.OnStack] += duration;
  if (--stacked[stackedRow] === 0) onStack[stackedRow] += duration;
  shadow.innermost.coroutine = below;
  if (below === null) {
    shadow.coroutineDepth = 0;
  } else {
    shadow.coroutineDepth = below.depth;
    activation.below = null;
  }
  const left = depth - 1;
  stackDepth[0] = left;
  shadow.top = shadow.context[left];
  if (duration > longTasks.threshold) endLongFrame(depth);
}

function endWithReturned(
  activation: Activation,
  history: History,
  { promise, site }: PendingReturn,
): void {
  const { ended } = history;
  observe(promise, () => {
    if (history.ended !== ended || activation.state !== State.Awaiting) return;
    tick();
    endSuspension(activation, history);
    end(activation, history.work);
    observer?.settled(activation);
  });
  history.returned = null;
  leave(activation, site, State.Awaiting);
}

/**
 * Records the real exit of an activation.
 *
 * @param work of its own and of the coroutines that it started, which now counts for its owner
 */
function end(activation: Activation, work: number): void {
  const { context, owner, history, depth } = activation;
  const row = functionRowOf(context);
  const { alive, span, aliveSince, idle, idleBefore, tag } = functionStats;
  const { longestDuration, durationHistogram } = functionStats;
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
    span[row] += lastEvent[0] - aliveSince[row];
    if (idleTotal[0] !== idleBefore[row]) idle[row] += idleTotal[0] - idleBefore[row];
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

/** Takes an activation off the stack, suspended at a site of its file. @returns null if it has ended */
export function leave(activation: Activation, site: number, state: OffStack): History | null {
  if (activation.state !== State.OnStack) {
    if (activation.state === State.Closed) return null;
    comeBack(activation);
  }
  const { depth, context, below, owner } = activation;
  if (depth !== stackDepth[0]) unwind(depth);
  time.sample();
  const moment = (clockReading[0] - READING_AT_ORIGIN) * timeSlope[0] + timeOffset[0];
  contexts.figures[(stack.top << FIGURE_SHIFT) + Figure.Self] += moment - lastEvent[0];
  lastEvent[0] = moment;
  const history = historyOf(activation);
  const row = rowOfSuspension(history.row, context, site, state);
  const { figures } = suspensionStats;
  const offset = row << SUSPENSION_SHIFT;
  if (figures[offset + SuspensionFigure.IdleTotal] !== idleTotal[0]) completeOutside(offset);
  if (state === State.Paused) {
    if (owner !== null) {
      if (owner.activeChildren === 1) endExplainedBy(owner);
      owner.activeChildren--;
    }
  } else if (activation.activeChildren !== 0) {
    beginExplained(activation, row);
  }
  const shadow = stack;
  const duration = moment - shadow.start[depth];
  const { stacked, onStack } = functionStats;
  const { links } = contexts;
  const link = context << LINK_SHIFT;
  const stackedRow = (links[link + Link.Coroutine] & 1) === 0 ? 0 : links[link + Link.FunctionRow];
  figures[offset + SuspensionFigure.Begun]++;
  figures[offset + SuspensionFigure.Sum] -= moment;
  if (history.isContinuation) history.work += duration;
  history.row = row;
  history.since = moment;
  history.workMeanwhile = 0;
  activation.state = state;
  contexts.figures[(context << FIGURE_SHIFT) + Figure.OnStack] += duration;
  if (--stacked[stackedRow] === 0) onStack[stackedRow] += duration;
  shadow.innermost.coroutine = below;
  if (below === null) {
    shadow.coroutineDepth = 0;
  } else {
    shadow.coroutineDepth = below.depth;
    activation.below = null;
  }
  const left = depth - 1;
  stackDepth[0] = left;
  shadow.top = shadow.context[left];
  if (duration > longTasks.threshold) endLongFrame(depth);
  return history;
}

/** Puts an activation that was off the stack back on it. */
function comeBack(activation: Activation): void {
  const { state, context } = activation;
  if (state === State.Closed || state === State.Closing) return;
  const history = activation.history ?? historyOf(activation);
  if (stackDepth[0] === 0) tickFromRoot();
  else tickAbove(state);
  if (state === State.Yielding) endYielding(activation, history);
  if (history.delegating) {
    cancelSuspension(activation, history);
  } else if (state !== State.Between) {
    history.isContinuation = activation.state !== State.Paused;
    endSuspension(activation, history);
  }
  const shadow = stack;
  if (stackDepth[0] === last) growStack();
  let { innermost } = shadow;
  if (innermost.pushes === PUSHES_PER_HOLDER) innermost = renewInnermost();
  const { coroutine } = innermost;
  const { links } = contexts;
  const link = context << LINK_SHIFT;
  const stackedRow = (links[link + Link.Coroutine] & 1) === 0 ? 0 : links[link + Link.FunctionRow];
  innermost.pushes++;
  innermost.coroutine = activation;
  const depth = stackDepth[0] + 1;
  stackDepth[0] = depth;
  shadow.context[depth] = shadow.top = context;
  shadow.start[depth] = lastEvent[0];
  activation.depth = shadow.coroutineDepth = depth;
  activation.state = State.OnStack;
  if (coroutine !== null) activation.below = coroutine;
  functionStats.stacked[stackedRow]++;
  if (history.isModule) checkModuleAfterTurn(activation);
}

/** Takes the moment at which an activation comes back with frames on the stack. */
function tickAbove(state: State): void {
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
  if (activation.state === State.Closing) {
    if (activation.history !== null) activation.history.returned = null;
    close(activation);
  } else {
    leave(activation, NO_SITE, State.Detached);
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
