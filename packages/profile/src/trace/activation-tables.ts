import type { ActivationStore } from './activation-store.js';
import { Bytes, Floats, Integers } from './columns.js';
import { NONE } from './trace.js';

/** The state of an activation during an interval. */
export const ON_STACK = 0;
export const AWAITING = 1;
export const PAUSED = 2;

/** What is known of an activation, as bits. */
export const enum Flag {
  Coroutine = 1,
  /** It began before the trace, or before the part of it that is here. */
  CarriedIn = 2,
  /** Its end is not in the trace. */
  Live = 4,
}

/** Stands for no interval, and for no time at which one became active. */
const NO_INTERVAL = -1;

/** What happened in a trace, as tables: all activations, and the intervals that they consist of. */
export class ActivationTables implements ActivationStore {
  /** One row for each activation, in the order in which they appear. */
  readonly context = new Integers();
  readonly function = new Integers();
  /** The activation on top of the stack when it began; or `NONE`. */
  readonly parent = new Integers();
  /** The coroutine nearest on the stack when it began; or `NONE`. */
  readonly owner = new Integers();
  readonly start = new Floats();
  readonly end = new Floats();
  readonly flags = new Bytes();
  readonly suspensions = new Integers();

  /** One row for each interval of a coroutine, in the order in which they begin. */
  readonly intervalOf = new Integers();
  readonly intervalState = new Bytes();
  readonly intervalStart = new Floats();
  readonly intervalEnd = new Floats();
  /** Where it waits, or `NONE`. */
  readonly intervalSite = new Integers();
  /** The activation that resumed a generator, or `NONE`. */
  readonly intervalConsumer = new Integers();
  /** How many periods of activity had ended when it began, and when it ended. */
  readonly intervalSince = new Integers();
  readonly intervalUntil = new Integers();

  /**
   * One row for each period in which a coroutine was active, that is neither paused nor ended, in the
   * order in which they end: the end of a child's may be what its owner waits for.
   */
  readonly periodOf = new Integers();
  readonly periodStart = new Floats();
  readonly periodEnd = new Floats();
  /** How many had ended when it began. */
  readonly periodSince = new Integers();

  /** One row for each task, from an empty stack to the next, with the activation at its bottom. */
  readonly taskStart = new Floats();
  readonly taskEnd = new Floats();
  readonly taskRoot = new Integers();

  /** One row a time during which the event loop slept. */
  readonly sleepStart = new Floats();
  readonly sleepEnd = new Floats();

  /** Calls by context: counted ones, and those of the activations above that began in the trace. */
  readonly calls: Float64Array;

  /** By activation: the interval that it is in. */
  readonly #current = new Integers();
  /** By activation: when its period of activity began, or -1 if it is in none. */
  readonly #activeFrom = new Floats();
  readonly #activeSince = new Integers();

  constructor(contexts: number) {
    this.calls = new Float64Array(contexts);
  }

  get length(): number {
    return this.context.length;
  }

  isCoroutine(row: number): boolean {
    return (this.flags.values[row] & Flag.Coroutine) !== 0;
  }

  /** @param top The activation on top of the stack; or `NONE`. */
  add(top: number, context: number, fn: number, start: number, flags: number): number {
    const row = this.length;
    this.context.push(context);
    this.function.push(fn);
    this.parent.push(top);
    this.owner.push(top === NONE || this.isCoroutine(top) ? top : this.owner.values[top]);
    this.start.push(start);
    this.end.push(NaN);
    this.flags.push(flags | Flag.Live);
    this.suspensions.push(0);
    this.#current.push(NO_INTERVAL);
    this.#activeFrom.push(NO_INTERVAL);
    this.#activeSince.push(0);
    return row;
  }

  /** Records that nothing on the stack has called it. */
  orphan(row: number): void {
    this.parent.values[row] = NONE;
    this.owner.values[row] = NONE;
  }

  endActivation(row: number, time: number): void {
    this.end.values[row] = time;
    this.flags.values[row] &= ~Flag.Live;
  }

  count(context: number): void {
    this.calls[context]++;
  }

  describe(row: number, context: number, fn: number): void {
    if (this.context.values[row] !== NONE) return;
    this.context.values[row] = context;
    this.function.values[row] = fn;
  }

  functionOf(row: number): number {
    return this.function.values[row];
  }

  startOf(row: number): number {
    return this.start.values[row];
  }

  markCoroutine(row: number): void {
    this.flags.values[row] |= Flag.Coroutine;
  }

  suspend(row: number, times: number): void {
    this.suspensions.values[row] += times;
  }

  hasInterval(row: number): boolean {
    return this.#current.values[row] !== NO_INTERVAL;
  }

  currentSite(row: number): number {
    return this.intervalSite.values[this.#current.values[row]];
  }

  beginInterval(row: number, state: number, site: number, time: number, consumer = NONE): void {
    this.#current.values[row] = this.intervalOf.length;
    this.intervalOf.push(row);
    this.intervalState.push(state);
    this.intervalStart.push(time);
    this.intervalEnd.push(NaN);
    this.intervalSite.push(site);
    this.intervalConsumer.push(consumer);
    this.intervalSince.push(this.periodOf.length);
    this.intervalUntil.push(0);
  }

  endInterval(row: number, time: number): void {
    const interval = this.#current.values[row];
    if (interval === NO_INTERVAL) return;
    this.intervalEnd.values[interval] = time;
    this.intervalUntil.values[interval] = this.periodOf.length;
    this.#current.values[row] = NO_INTERVAL;
  }

  /** Begins a period, if the activation is in none. */
  beginPeriod(row: number, time: number): void {
    if (this.#activeFrom.values[row] !== NO_INTERVAL) return;
    this.#activeFrom.values[row] = time;
    this.#activeSince.values[row] = this.periodOf.length;
  }

  endPeriod(row: number, time: number): void {
    const from = this.#activeFrom.values[row];
    if (from === NO_INTERVAL) return;
    this.periodOf.push(row);
    this.periodStart.push(from);
    this.periodEnd.push(time);
    this.periodSince.push(this.#activeSince.values[row]);
    this.#activeFrom.values[row] = NO_INTERVAL;
  }

  beginTask(root: number, time: number): void {
    this.taskStart.push(time);
    this.taskEnd.push(NaN);
    this.taskRoot.push(root);
  }

  addSleep(start: number, end: number): void {
    this.sleepStart.push(start);
    this.sleepEnd.push(end);
  }

  endTask(time: number): void {
    this.taskEnd.values[this.taskEnd.length - 1] = time;
  }

  get hasTask(): boolean {
    return this.taskRoot.length > 0;
  }

  get latestTaskEnd(): number | undefined {
    return this.taskEnd.length === 0 ? undefined : this.taskEnd.values[this.taskEnd.length - 1];
  }

  /** What is still under way lasts until the end of the trace. */
  finish(end: number): void {
    const isLive = (row: number) => (this.flags.values[row] & Flag.Live) !== 0;
    for (let row = 0; row < this.length; row++) {
      if (!isLive(row)) continue;
      this.end.values[row] = end;
      this.endPeriod(row, end);
    }
    for (let row = 0; row < this.length; row++) {
      if (isLive(row)) this.endInterval(row, end);
    }
  }
}
