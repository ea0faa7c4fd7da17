import { clock, withTimeRestored } from '../clock/engine-time.js';
import type { ClockDescription, ProbeCost, ProbeCosts } from '../format/document.js';
import { ABI_VERSION } from '../format/metadata.js';
import {
  childOf,
  contexts,
  Figure,
  FIGURE_SHIFT,
  functionOf,
  isRoot,
  rootOf,
} from '../tables/contexts.js';
import { register, SCRATCH_FILE } from '../tables/functions.js';
import { withoutLongTasks } from '../tables/long-tasks.js';
import { HIDDEN, withoutTags } from '../tables/tags.js';
import { close, open, resumed, suspend } from './coroutines.js';
import { count, enter, exit, withEmptyStack } from './shadow-stack.js';
import { withoutGaps } from './tasks.js';

/** Consecutive events, of which the mean is taken. */
const BATCH = 64;
/** Batches of each kind of event after which V8 has optimized the probes. */
const BATCHES = 300;

/** Milliseconds: a clock with longer steps does not move in every batch. */
const COARSE = 1e-2;

/** Functions that do nothing, by their index in the file. */
const enum Scratch {
  Caller,
  Call,
  Count,
  Coroutine,
  Suspension,
  Size,
}
const SITES = 1;

/**
 * Measures what the probes cost on this machine, in this process and with the clock in use, by means of
 * the probes themselves: for a function that does nothing, the figures say how much is its own time and
 * how much its caller's. Takes some milliseconds, which count for no figure of the program.
 *
 * @param batches of each kind of event; the fewer, the less V8 has optimized of the probes
 */
export function measureProbes(batches = BATCHES): ProbeCosts {
  const base = register(ABI_VERSION, SCRATCH_FILE, Scratch.Size, SITES, '');
  const root = rootOf(HIDDEN);
  const caller = childOf(root, base + Scratch.Caller);
  const measure = () => ({
    call: costOf(callRepeatedly, base + Scratch.Call, caller, batches),
    count: costOf(countRepeatedly, base + Scratch.Count, caller, batches),
    coroutine: costOf(openRepeatedly, base + Scratch.Coroutine, caller, batches),
    // The stack is empty when an `await` resumes.
    suspension: costOf(suspendRepeatedly, base + Scratch.Suspension, root, batches),
  });
  return withoutGaps(() =>
    withoutLongTasks(() =>
      withoutTags(() => withEmptyStack(root, () => withTimeRestored(measure))),
    ),
  );
}

function callRepeatedly(fn: number): void {
  for (let i = 0; i < BATCH; i++) exit(enter(fn));
}

function countRepeatedly(fn: number): void {
  for (let i = 0; i < BATCH; i++) count(fn);
}

function openRepeatedly(fn: number): void {
  for (let i = 0; i < BATCH; i++) close(open(fn));
}

function suspendRepeatedly(fn: number): void {
  const activation = open(fn);
  for (let i = 0; i < BATCH; i++) {
    suspend(activation, 0, undefined);
    resumed(activation, undefined);
  }
  close(activation);
}

/** @param caller The context that the events happen in: a function's, or the root. */
function costOf(
  repeat: (fn: number) => void,
  fn: number,
  caller: number,
  batches: number,
): ProbeCost {
  const callee = childOf(caller, fn);
  const inside: number[] = [];
  const outside: number[] = [];
  for (let i = 0; i < batches; i++) {
    const token = isRoot(caller) ? 0 : enter(functionOf(caller));
    const before = { callee: selfOf(callee), caller: selfOf(caller) };
    repeat(fn);
    // Its caller's time is added at the next event.
    if (token !== 0) exit(token);
    inside.push((selfOf(callee) - before.callee) / BATCH);
    outside.push((selfOf(caller) - before.caller) / BATCH);
  }
  return isCoarse(clock.description)
    ? evenly(inside, outside)
    : { inside: settled(inside), outside: settled(outside) };
}

function selfOf(context: number): number {
  return contexts.figures[(context << FIGURE_SHIFT) + Figure.Self];
}

/** The resolution is missing if the steps were too long to be measured. A custom clock is taken as it is. */
function isCoarse({ kind, resolution = Infinity }: ClockDescription): boolean {
  return kind !== 'custom' && resolution > COARSE;
}

/** The median of the last third, by which time all is compiled: interruptions do not affect it. */
function settled(costs: number[]): number {
  const sorted = costs.slice(-costs.length / 3).sort((a, b) => a - b);
  return sorted[sorted.length >> 1];
}

/**
 * A clock that moves in few of the batches gives the sum, but not how it divides. Probes read the clock
 * in their middle, so half is a fair estimate for those that read it at all.
 */
function evenly(inside: number[], outside: number[]): ProbeCost {
  const latter = Math.ceil(inside.length / 2);
  const sum = (costs: number[]) => costs.slice(-latter).reduce((total, cost) => total + cost, 0);
  const mean = (sum(inside) + sum(outside)) / latter;
  return sum(inside) === 0 ? { inside: 0, outside: mean } : { inside: mean / 2, outside: mean / 2 };
}
