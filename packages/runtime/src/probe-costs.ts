import { childOf, contexts, Figure, FIGURE_SHIFT, functionOf, isRoot, rootOf } from './contexts.js';
import { close, open, resumed, suspend } from './coroutines.js';
import type { ClockDescription, ProbeCost, ProbeCosts } from './document.js';
import { clock, outOfTime } from './engine-time.js';
import { register } from './functions.js';
import { ABI_VERSION } from './metadata.js';
import { SCRATCH_FILE } from './scratch-file.js';
import { count, enter, exit, onOtherStack } from './shadow-stack.js';
import { recordNoStretches } from './stretches.js';
import { HIDDEN, withoutTags } from './tags.js';

/** Events in a row, of which the books give the mean. */
const BATCH = 64;
/** Of each kind of event: in fewer, the compiler has not done with the probes. */
const BATCHES = 300;

/** Milliseconds: a clock whose steps are longer does not move in every batch. */
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
 * What the probes cost on this machine, in this process and with the clock in use, measured with the
 * probes themselves: the books say how much of a function that does nothing is its own time, and how
 * much its caller's. Takes some milliseconds, which pass for nobody.
 */
export function measureProbes(): ProbeCosts {
  const base = register(ABI_VERSION, SCRATCH_FILE, Scratch.Size, SITES, '');
  const root = rootOf(HIDDEN);
  const caller = childOf(root, base + Scratch.Caller);
  const measure = () => ({
    call: costOf(callRepeatedly, base + Scratch.Call, caller),
    count: costOf(countRepeatedly, base + Scratch.Count, caller),
    coroutine: costOf(openRepeatedly, base + Scratch.Coroutine, caller),
    // What is resumed from an `await` finds the stack empty.
    suspension: costOf(suspendRepeatedly, base + Scratch.Suspension, root),
  });
  return recordNoStretches(() => withoutTags(() => onOtherStack(root, () => outOfTime(measure))));
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
function costOf(repeat: (fn: number) => void, fn: number, caller: number): ProbeCost {
  const callee = childOf(caller, fn);
  const inside: number[] = [];
  const outside: number[] = [];
  for (let i = 0; i < BATCHES; i++) {
    const token = isRoot(caller) ? 0 : enter(functionOf(caller));
    const before = { callee: selfOf(callee), caller: selfOf(caller) };
    repeat(fn);
    // Its caller's time is booked at the next event.
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

/** The resolution is missing where the steps were too long to be measured; a caller's clock is taken as it is. */
function isCoarse({ kind, resolution = Infinity }: ClockDescription): boolean {
  return kind !== 'custom' && resolution > COARSE;
}

/** The median of the last third, when everything is compiled: no interruption moves it. */
function settled(costs: number[]): number {
  const sorted = costs.slice(-costs.length / 3).sort((a, b) => a - b);
  return sorted[sorted.length >> 1];
}

/**
 * A clock that moves in few of the batches gives a sum, but not where it belongs. Probes read it in
 * their middle, so that half is a fair guess for those that read it at all.
 */
function evenly(inside: number[], outside: number[]): ProbeCost {
  const latter = BATCHES / 2;
  const sum = (costs: number[]) => costs.slice(-latter).reduce((total, cost) => total + cost, 0);
  const mean = (sum(inside) + sum(outside)) / latter;
  return sum(inside) === 0 ? { inside: 0, outside: mean } : { inside: mean / 2, outside: mean / 2 };
}
