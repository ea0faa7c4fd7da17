import { State, type Activation } from './activation.js';
import { lastEvent } from './cells.js';
import { functionOf } from './contexts.js';
import {
  close,
  enterModule,
  leave,
  leaveUntilSettled,
  open,
  openModule,
  resume,
} from './coroutines.js';
import { functions } from './functions.js';
import { moves, type Moves } from './moves.js';
import { historyOf } from './off-stack.js';
import { probes } from './probes.js';
import { count, enter, exit, stack, tick } from './shadow-stack.js';
import { record } from './trace-buffer.js';
import { TraceEvent } from './trace-format.js';
import { watch } from './watcher.js';

/**
 * The probes while a trace is recorded: each does what the ordinary one does and then records it, at
 * the moment at which that one has booked it. They take the places of the ordinary ones, which know
 * nothing of a trace and pay nothing for it.
 */

/** The number of the coroutine that will be introduced next. They go on from trace to trace. */
export let nextNumber = 1;
/** Numbers below this are of an earlier trace. */
let firstNumber = 1;

function recordNow(kind: TraceEvent, detail: number, subject: number): void {
  record(kind, detail, subject, lastEvent[0]);
}

function introduce(activation: Activation, kind: TraceEvent, atDepth: number): void {
  historyOf(activation).number = nextNumber++;
  recordNow(kind, atDepth, activation.context);
}

/** 0 for one that no trace has met. */
function numberOf(activation: Activation): number {
  return historyOf(activation).number;
}

/** Introduces a coroutine that began before the trace and is off the stack. */
function know(activation: Activation): void {
  if (numberOf(activation) < firstNumber) introduce(activation, TraceEvent.Known, 0);
}

function tracedEnter(fn: number): number {
  const token = enter(fn);
  recordNow(TraceEvent.Enter, token, stack.top);
  return token;
}

function tracedEnterModule(fn: number): number {
  const token = enterModule(fn);
  recordNow(TraceEvent.Enter, token, stack.top);
  return token;
}

function tracedExit(token: number): void {
  const before = stack.depth;
  exit(token);
  // What has been there stays in the array until something else comes.
  if (stack.depth !== before) recordNow(TraceEvent.Exit, token, stack.context[token]);
}

function tracedCount(fn: number): number {
  const context = count(fn);
  recordNow(TraceEvent.Count, 0, context);
  return context;
}

function tracedOpen(fn: number): Activation {
  const activation = open(fn);
  introduce(activation, TraceEvent.Open, activation.depth);
  return activation;
}

function tracedOpenModule(fn: number): Activation {
  const activation = openModule(fn);
  introduce(activation, TraceEvent.Open, activation.depth);
  return activation;
}

function tracedResume(activation: Activation | null): void {
  if (activation === null) return;
  const { state, history } = activation;
  if (state === State.OnStack || state === State.Closed) return;
  know(activation);
  const kind =
    state !== State.Paused
      ? TraceEvent.Continue
      : history?.delegating
        ? TraceEvent.Retract
        : TraceEvent.Resume;
  resume(activation);
  recordNow(kind, activation.context, numberOf(activation));
}

function tracedResumed<Value>(activation: Activation | null, value: Value): Value {
  tracedResume(activation);
  return value;
}

function recordLeaving(activation: Activation, site: number): void {
  const kind = activation.state === State.Paused ? TraceEvent.Pause : TraceEvent.Await;
  recordNow(kind, functions.siteBase[functionOf(activation.context)] + site, numberOf(activation));
}

const tracedLeave: Moves['leave'] = (activation, site, state) => {
  tracedResume(activation);
  const history = leave(activation, site, state);
  if (history !== null) recordLeaving(activation, site);
  return history;
};

const tracedLeaveUntilSettled: Moves['leaveUntilSettled'] = (activation, site, value) => {
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

/** A body has ended, and with it the activation, unless it waits for a promise that it has returned. */
function recordEnd(activation: Activation, site: number): void {
  if (activation.state === State.Closed) recordClose(activation);
  else recordLeaving(activation, site);
}

function recordClose(activation: Activation): void {
  recordNow(TraceEvent.Close, activation.context, numberOf(activation));
}

const ordinaryProbes = {
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

const tracedProbes: typeof ordinaryProbes = {
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

const ordinaryMoves: Moves = { ...moves };
const tracedMoves: Moves = {
  exit: tracedExit,
  close: tracedClose,
  leave: tracedLeave,
  leaveUntilSettled: tracedLeaveUntilSettled,
  resume: tracedResume,
};

const { assign } = Object;

/** From now on everything is recorded; first what is on the stack already. */
export function startTracing(): void {
  firstNumber = nextNumber;
  tick();
  recordStack();
  assign(probes, tracedProbes);
  assign(moves, tracedMoves);
  watch({
    settled(activation) {
      know(activation);
      recordClose(activation);
    },
    yielded(activation) {
      know(activation);
      recordNow(TraceEvent.Yielded, 0, numberOf(activation));
    },
    detached(activation) {
      if (activation.state === State.Closed) recordClose(activation);
      else recordNow(TraceEvent.Detach, activation.context, numberOf(activation));
    },
    repaired() {
      recordNow(TraceEvent.Repair, stack.depth, 0);
    },
  });
}

export function stopTracing(): void {
  assign(probes, ordinaryProbes);
  assign(moves, ordinaryMoves);
  watch(null);
}

function recordStack(): void {
  const coroutines: Activation[] = [];
  for (let each = stack.innermost.coroutine; each !== null; each = each.below)
    coroutines.push(each);
  for (let at = 1; at <= stack.depth; at++) {
    if (coroutines.at(-1)?.depth === at) introduce(coroutines.pop()!, TraceEvent.Known, at);
    else recordNow(TraceEvent.Standing, at, stack.context[at]);
  }
}
