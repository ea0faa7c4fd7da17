import { AWAITING, Flag, type ActivationTables } from './activation-tables.js';
import { firstWhere, groupBy, type Grouping } from './columns.js';
import { replay } from './replay.js';
import { NONE, type Trace } from './trace.js';

/** One call of a function, as far as the trace shows. Times are milliseconds of engine time. */
export interface Activation {
  /** Its index among the activations of the trace, in the order in which they appear. */
  index: number;
  /** Index in the trace's `functions`; -1 if it is not known. */
  function: number;
  /** What it ran under; undefined if under no tag, or if that is not known. */
  tag: string | undefined;
  /** Index of the activation on top of the stack when it began; -1 if there was none, or none known. */
  parent: number;
  start: number;
  /** Of one that is live, the end of the trace. */
  end: number;
  /** It can leave the stack without ending. */
  isCoroutine: boolean;
  /** It began before the trace, or before the part of it that is here: `start` is that of the part. */
  isCarriedIn: boolean;
  /** Its end is not in the trace. */
  isLive: boolean;
  /** In order; each begins when the one before ends. */
  intervals: Interval[];
}

export type ActivationState = 'onStack' | 'awaiting' | 'paused';

export interface Interval {
  state: ActivationState;
  start: number;
  end: number;
  /** Where it waits, an index in the trace's `sites`; -1 on the stack, and where it is not known. */
  site: number;
  /** What ended a wait, in the interval that follows it. */
  resumedBy?: Resumption;
}

/**
 * Which activation made another one come back:
 * - `consumer`: it called `next`, `return` or `throw` of the generator. This is exact.
 * - `child`: of those that the other had started, the last to end or to yield during the wait. In all
 *   but odd cases that is the right one: that of an `await child()`, the last of a `Promise.all`, the
 *   first of a `Promise.race`.
 * - `neighbour`: no child ended or yielded, and it was the last of all to do so before the resumption,
 *   with the thread busy in between. It may be a coincidence.
 * - `event`: none of these: a timer, a socket, or code that is not instrumented.
 */
export interface Resumption {
  by: 'consumer' | 'child' | 'neighbour' | 'event';
  /** Index of the activation; -1 for an event, and for a consumer that is not instrumented. */
  activation: number;
}

/**
 * Milliseconds without anything on the stack up to which the thread is taken to be busy all the
 * same: the engine runs one microtask after the other.
 */
export const SWITCHING = 0.01;

const STATES: readonly ActivationState[] = ['onStack', 'awaiting', 'paused'];
const replays = new WeakMap<Trace, Activations>();

/** The activations of a trace, which is replayed once, however often this is called. */
export function activationsOf(trace: Trace): Activations {
  let activations = replays.get(trace);
  if (activations === undefined) {
    activations = new Activations(trace);
    replays.set(trace, activations);
  }
  return activations;
}

/** All activations of a trace. They are many, so each is put together on demand. */
export class Activations {
  /** The tables behind it, for what draws all of it. */
  readonly tables: ActivationTables;
  readonly #trace: Trace;
  readonly #intervals: Grouping;
  readonly #periods: Grouping;
  #children: Grouping | undefined;
  #coroutines: Grouping | undefined;
  #resumed: Grouping | undefined;
  /** By task: when the unbroken run of tasks began that it belongs to. */
  readonly #runStart: Float64Array;

  constructor(trace: Trace) {
    this.#trace = trace;
    const tables = replay(trace);
    this.tables = tables;
    this.#intervals = groupBy(tables.intervalOf.values, tables.intervalOf.length, this.count);
    const periodOwner = tables.periodOf.values
      .subarray(0, tables.periodOf.length)
      .map((row) => tables.owner.values[row]);
    this.#periods = groupBy(periodOwner, periodOwner.length, this.count);
    this.#runStart = runStarts(tables);
  }

  /** Whether the trace tells when the event loop slept. */
  get tellsIdle(): boolean {
    return this.#trace.tellsIdle;
  }

  get count(): number {
    return this.tables.context.length;
  }

  /** @param index From 0 to `count`, which is not included. */
  get(index: number): Activation {
    const { function: functions, parent, start, end, flags } = this.tables;
    const flag = flags.values[index];
    const isCoroutine = (flag & Flag.Coroutine) !== 0;
    return {
      index,
      function: functions.values[index],
      tag: this.tagOf(index),
      parent: parent.values[index],
      start: start.values[index],
      end: end.values[index],
      isCoroutine,
      isCarriedIn: (flag & Flag.CarriedIn) !== 0,
      isLive: (flag & Flag.Live) !== 0,
      intervals: isCoroutine ? this.#intervalsOf(index) : [this.#onlyInterval(index)],
    };
  }

  /** Milliseconds from its beginning to its end, as far as they are in the trace. */
  elapsed(index: number): number {
    return this.tables.end.values[index] - this.tables.start.values[index];
  }

  functionOf(index: number): number {
    return this.tables.function.values[index];
  }

  /** What it ran under; undefined if under no tag, or if that is not known. */
  tagOf(index: number): string | undefined {
    const context = this.tables.context.values[index];
    const tag = context < 0 ? 0 : this.#trace.contexts.tag[context];
    return tag === 0 ? undefined : this.#trace.tags[tag];
  }

  isCoroutine(index: number): boolean {
    return (this.tables.flags.values[index] & Flag.Coroutine) !== 0;
  }

  /** The activations that one has called, in the order in which they began. */
  children(index: number): Int32Array {
    const { parent } = this.tables;
    this.#children ??= groupBy(parent.values, this.count, this.count);
    const { starts, members } = this.#children;
    return members.subarray(starts[index], starts[index + 1]);
  }

  /** The coroutines that one has started, itself or by what it called, in the order of their beginning. */
  coroutinesOf(index: number): Int32Array {
    if (this.#coroutines === undefined) {
      const { owner } = this.tables;
      const owners = owner.values
        .subarray(0, this.count)
        .map((row, i) => (this.isCoroutine(i) ? row : NONE));
      this.#coroutines = groupBy(owners, this.count, this.count);
    }
    const { starts, members } = this.#coroutines;
    return members.subarray(starts[index], starts[index + 1]);
  }

  #onlyInterval(index: number): Interval {
    const { start, end } = this.tables;
    return {
      state: 'onStack',
      start: start.values[index],
      end: end.values[index],
      site: NONE,
    };
  }

  #intervalsOf(index: number): Interval[] {
    const { tables } = this;
    return Array.from(this.intervalRows(index), (row, i) => {
      const interval: Interval = {
        state: STATES[tables.intervalState.values[row]],
        start: tables.intervalStart.values[row],
        end: tables.intervalEnd.values[row],
        site: tables.intervalSite.values[row],
      };
      if (i > 0 && interval.state === 'onStack') {
        interval.resumedBy = this.#resumption(index, row, this.intervalRows(index)[i - 1]);
      }
      return interval;
    });
  }

  #resumption(index: number, interval: number, wait: number): Resumption {
    const { intervalState, intervalConsumer, intervalUntil, intervalSince, periodOf } = this.tables;
    if (intervalState.values[wait] !== AWAITING) {
      return { by: 'consumer', activation: intervalConsumer.values[interval] };
    }
    const since = intervalSince.values[wait];
    const until = intervalUntil.values[wait];
    const child = this.lastPeriod(index, since, until);
    if (child !== NONE) return { by: 'child', activation: periodOf.values[child] };
    const neighbour = until - 1;
    const { periodEnd } = this.tables;
    const resumedAt = this.tables.intervalEnd.values[wait];
    if (neighbour >= since && periodEnd.values[neighbour] >= this.busySince(resumedAt)) {
      return { by: 'neighbour', activation: periodOf.values[neighbour] };
    }
    return { by: 'event', activation: NONE };
  }

  /** The rows of an activation's intervals. */
  intervalRows(index: number): Int32Array {
    const { starts, members } = this.#intervals;
    return members.subarray(starts[index], starts[index + 1]);
  }

  /** @internal The intervals of generators that begin with the activation resuming them. */
  intervalsResumedBy(index: number): Int32Array {
    const { intervalConsumer } = this.tables;
    this.#resumed ??= groupBy(intervalConsumer.values, intervalConsumer.length, this.count);
    const { starts, members } = this.#resumed;
    return members.subarray(starts[index], starts[index + 1]);
  }

  /**
   * @internal The period of activity of a coroutine that this one has started which ended last, of
   * those that ended as number `since` to `until`; or -1.
   */
  lastPeriod(owner: number, since: number, until: number): number {
    const { starts, members } = this.#periods;
    const first = starts[owner];
    const after = firstWhere(first, starts[owner + 1], (i) => members[i] >= until);
    if (after === first) return NONE;
    return members[after - 1] >= since ? members[after - 1] : NONE;
  }

  /** @internal Since when something has been on the stack without a pause, up to a time. */
  busySince(time: number): number {
    const task = this.taskAt(time);
    if (task === NONE) return time;
    const { taskEnd } = this.tables;
    return time - taskEnd.values[task] > SWITCHING ? time : this.#runStart[task];
  }

  /** @internal Since when the event loop has not slept, up to a time. */
  awakeSince(time: number): number {
    const sleep = this.sleepAt(time);
    return sleep === NONE ? -Infinity : this.tables.sleepEnd.values[sleep];
  }

  /** @internal The last sleep of the event loop that had begun before a time; or -1. */
  sleepAt(time: number): number {
    const { sleepStart } = this.tables;
    return firstWhere(0, sleepStart.length, (i) => sleepStart.values[i] >= time) - 1;
  }

  /** @internal The last task that had begun before a time; or -1. */
  taskAt(time: number): number {
    const { taskStart } = this.tables;
    return firstWhere(0, taskStart.length, (i) => taskStart.values[i] >= time) - 1;
  }
}

function runStarts({ taskStart, taskEnd }: ActivationTables): Float64Array {
  const starts = new Float64Array(taskStart.length);
  for (let i = 0; i < starts.length; i++) {
    const continues = i > 0 && taskStart.values[i] - taskEnd.values[i - 1] <= SWITCHING;
    starts[i] = continues ? starts[i - 1] : taskStart.values[i];
  }
  return starts;
}
