import { now } from '../clock/engine-time.js';
import { idleTotal, lastEvent, stackDepth } from '../clock/registers.js';
import type { Activation } from '../engine/activation.js';
import {
  close,
  enterModule,
  leave,
  leaveUntilSettled,
  open,
  openModule,
  resume,
} from '../engine/coroutines.js';
import { enterOrCount, exitTimedOrNot } from '../engine/hot-probes.js';
import { replaceProbes } from '../engine/holders.js';
import { setObserver } from '../engine/observer.js';
import { probes, type Probes } from '../engine/probes.js';
import { count, enter, exit, stack, tick } from '../engine/shadow-stack.js';
import { historyOf } from '../engine/suspension.js';
import { idleUpTo } from '../engine/tasks.js';
import { transitions, type Transitions } from '../engine/transitions.js';
import { TraceEvent } from '../format/trace.js';
import { State } from '../tables/activation-state.js';
import { functionOf } from '../tables/contexts.js';
import { functions } from '../tables/functions.js';
import { record } from './buffer.js';
import {
  hasLeftOut,
  hasLostFrames,
  isLimited,
  isRecorded,
  isRecordedFrame,
  isSleepRecorded,
  limitToTags,
  noteRecorded,
  recordedDepth,
} from './tag-limit.js';

/**
 * The probes while a trace is recorded: each does what the ordinary one does, and then records that as an
 * event of the same moment. They replace the ordinary probes, which thus pay nothing for tracing.
 */

/** The number of the coroutine that is introduced next. Numbering continues from trace to trace. */
export let nextNumber = 1;
/** Numbers below this belong to an earlier trace. */
let firstNumber = 1;

function recordNow(kind: TraceEvent, detail: number, subject: number): void {
  record(kind, detail, subject, lastEvent[0]);
  if (isLimited) noteRecorded(lastEvent[0]);
}

function introduce(activation: Activation, kind: TraceEvent, atDepth: number): void {
  historyOf(activation).number = nextNumber++;
  recordNow(kind, atDepth, activation.context);
}

/** 0 if no trace has introduced it. */
function numberOf(activation: Activation): number {
  return historyOf(activation).number;
}

/** Introduces a coroutine that began before the trace and is off the stack. */
function introduceIfUnknown(activation: Activation): void {
  if (numberOf(activation) < firstNumber) introduce(activation, TraceEvent.Known, 0);
}

function tracedEnter(fn: number): number {
  const token = enter(fn);
  recordEntering(token, stack.top);
  return token;
}

function tracedEnterModule(fn: number): number {
  const token = enterModule(fn);
  recordEntering(token, stack.top);
  return token;
}

function recordEntering(depth: number, context: number): void {
  if (!isLimited) recordNow(TraceEvent.Enter, depth, context);
  else if (isRecordedFrame(depth, context)) {
    recordNow(TraceEvent.Enter, recordedDepth(depth), context);
  }
}

function tracedExit(token: number): void {
  const before = stackDepth[0];
  exit(token);
  // A popped slot keeps its content until the next push.
  if (stackDepth[0] === before) return;
  // It may have begun without being timed.
  const depth = token < 0 ? -token : token;
  const context = stack.context[depth];
  if (!isLimited) recordNow(TraceEvent.Exit, depth, context);
  else if (isRecorded(context)) recordNow(TraceEvent.Exit, recordedDepth(depth), context);
}

function tracedCount(fn: number): number {
  const context = count(fn);
  if (isRecorded(context)) recordNow(TraceEvent.Count, 0, context);
  return context;
}

function tracedOpen(fn: number): Activation {
  const activation = open(fn);
  recordOpening(activation);
  return activation;
}

function tracedOpenModule(fn: number): Activation {
  const activation = openModule(fn);
  recordOpening(activation);
  return activation;
}

function recordOpening(activation: Activation): void {
  const { context, depth } = activation;
  if (isRecordedFrame(depth, context)) introduce(activation, TraceEvent.Open, recordedDepth(depth));
}

function tracedResume(activation: Activation | null): void {
  if (activation === null) return;
  const { state, history } = activation;
  if (state === State.OnStack || state === State.Closed) return;
  if (isRecorded(activation.context)) introduceIfUnknown(activation);
  const kind =
    state !== State.Paused && state !== State.Yielding
      ? TraceEvent.Continue
      : history?.delegating
        ? TraceEvent.Retract
        : TraceEvent.Resume;
  resume(activation);
  const { context } = activation;
  if (isRecordedFrame(stackDepth[0], context)) recordNow(kind, context, numberOf(activation));
}

function tracedResumed<Value>(activation: Activation | null, value: Value): Value {
  tracedResume(activation);
  return value;
}

function recordLeaving(activation: Activation, site: number): void {
  if (!isRecorded(activation.context)) return;
  const kind = activation.state === State.Paused ? TraceEvent.Pause : TraceEvent.Await;
  recordNow(kind, functions.siteBase[functionOf(activation.context)] + site, numberOf(activation));
}

const tracedLeave: Transitions['leave'] = (activation, site, state) => {
  tracedResume(activation);
  const history = leave(activation, site, state);
  if (history !== null) recordLeaving(activation, site);
  return history;
};

const tracedLeaveUntilSettled: Transitions['leaveUntilSettled'] = (activation, site, value) => {
  tracedResume(activation);
  leaveUntilSettled(activation, site, value);
  if (activation.state !== State.Closed) recordLeaving(activation, site);
};

function tracedSuspend<Value>(activation: Activation | null, site: number, value: Value): Value {
  if (activation !== null) tracedLeave(activation, site, State.Awaiting);
  return value;
}

function tracedPause<Value>(activation: Activation | null, site: number, value: Value): Value {
  if (activation !== null) tracedLeave(activation, site, State.Paused);
  return value;
}

function tracedPauseAsync<Value>(activation: Activation | null, site: number, value: Value): Value {
  if (activation !== null) tracedLeaveUntilSettled(activation, site, value);
  return value;
}

function tracedClose(activation: Activation): void {
  if (activation.state === State.Closed) return;
  tracedResume(activation);
  const site = activation.history?.returned?.site ?? 0;
  close(activation);
  recordEnd(activation, site);
}

/** A body has ended, and so has the activation unless it waits for a promise that it returned. */
function recordEnd(activation: Activation, site: number): void {
  if (activation.state === State.Closed) recordClose(activation);
  else recordLeaving(activation, site);
}

function recordClose(activation: Activation): void {
  if (!isRecorded(activation.context)) return;
  recordNow(TraceEvent.Close, activation.context, numberOf(activation));
}

/** Probes that a trace does not replace: they record nothing, or do so through `transitions`. */
type UntracedProbe =
  | 'on'
  | 'register'
  | 'source'
  | 'returned'
  | 'hold'
  | 'release'
  | 'delegate'
  | 'delegateAsync'
  | 'iterate'
  | 'destructure'
  | 'dispose'
  | 'resumes'
  | 'ends';

/** Every other probe, so that one missing in either table does not compile. */
type TracedProbes = Omit<Probes, UntracedProbe>;

let ordinaryProbes: TracedProbes = {
  enter,
  enterModule,
  exit,
  count,
  open,
  openModule,
  close,
  suspend: probes.suspend,
  pause: probes.pause,
  pauseAsync: probes.pauseAsync,
  resume,
  resumed: probes.resumed,
};

const tracedProbes: TracedProbes = {
  enter: tracedEnter,
  enterModule: tracedEnterModule,
  exit: tracedExit,
  count: tracedCount,
  open: tracedOpen,
  openModule: tracedOpenModule,
  close: tracedClose,
  suspend: tracedSuspend,
  pause: tracedPause,
  pauseAsync: tracedPauseAsync,
  resume: tracedResume,
  resumed: tracedResumed,
};

const ordinaryTransitions: Transitions = { ...transitions };
const tracedTransitions: Transitions = {
  exit: tracedExit,
  close: tracedClose,
  leave: tracedLeave,
  leaveUntilSettled: tracedLeaveUntilSettled,
  resume: tracedResume,
};

const { assign } = Object;

/** Has the probes of synchronous functions count hot ones, or time all. While there is a trace, all are timed. */
export function countHotFunctions(isOn: boolean): void {
  const chosen = isOn ? { enter: enterOrCount, exit: exitTimedOrNot } : { enter, exit };
  const isTracing = probes.enter === tracedEnter;
  ordinaryProbes = { ...ordinaryProbes, ...chosen };
  if (!isTracing) replaceProbes(chosen);
}

/**
 * Records everything from now on, or what runs under some tags, beginning with what is on the stack already.
 *
 * @param tags those that the trace is limited to; undefined for none
 */
export function startTracing(tags: readonly string[] | undefined): void {
  firstNumber = nextNumber;
  tick();
  limitToTags(tags);
  recordStack();
  replaceProbes(tracedProbes);
  assign(transitions, tracedTransitions);
  setObserver({
    settled(activation) {
      if (!isRecorded(activation.context)) return;
      introduceIfUnknown(activation);
      recordClose(activation);
    },
    yielded(activation) {
      if (!isRecorded(activation.context)) return;
      introduceIfUnknown(activation);
      recordNow(TraceEvent.Yielded, 0, numberOf(activation));
    },
    detached(activation) {
      if (!isRecorded(activation.context)) return;
      if (activation.state === State.Closed) recordClose(activation);
      else recordNow(TraceEvent.Detach, activation.context, numberOf(activation));
    },
    slept: recordSleep,
    repaired() {
      if (hasLostFrames()) recordNow(TraceEvent.Repair, recordedDepth(stackDepth[0]), 0);
    },
  });
}

export function stopTracing(): void {
  recordLastSleep();
  replaceProbes(ordinaryProbes);
  assign(transitions, ordinaryTransitions);
  setObserver(null);
}

function recordSleep(moment: number): void {
  if (!isSleepRecorded()) return;
  // Sleep lasts from the event before, which may be left out.
  if (hasLeftOut()) recordNow(TraceEvent.Awake, 0, 0);
  record(TraceEvent.Idle, 0, 0, moment);
  noteRecorded(moment);
}

/** Records how long the loop has slept since the last event: nothing that comes later does. */
function recordLastSleep(): void {
  const idle = idleUpTo(now(), stackDepth[0] === 0) - idleTotal[0];
  if (idle > 0) recordSleep(lastEvent[0] + idle);
}

function recordStack(): void {
  const coroutines: Activation[] = [];
  for (let each = stack.innermost.coroutine; each !== null; each = each.below)
    coroutines.push(each);
  for (let at = 1; at <= stackDepth[0]; at++) {
    const coroutine = coroutines.at(-1)?.depth === at ? coroutines.pop() : undefined;
    if (!isRecordedFrame(at, stack.context[at])) continue;
    const depth = recordedDepth(at);
    if (coroutine !== undefined) introduce(coroutine, TraceEvent.Known, depth);
    else recordNow(TraceEvent.Standing, depth, stack.context[at]);
  }
}
