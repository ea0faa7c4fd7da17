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

/** The number of no row. */
const NOWHERE = -1;

/** Tables of what happened in a trace: the lives of all activations, and what they consist of. */
export class Lives {
  /** One row an activation, in the order in which they appear. */
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

  /** One row an interval of a coroutine's life, in the order in which they begin. */
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
   * One row a period in which a coroutine was active, that is neither paused nor ended, in the order
   * in which they end: the end of a child's may be what its owner waits for.
   */
  readonly periodOf = new Integers();
  readonly periodStart = new Floats();
  readonly periodEnd = new Floats();
  /** How many had ended when it began. */
  readonly periodSince = new Integers();

  /** One row a stretch of time with something on the stack, with the activation at its bottom. */
  readonly stretchStart = new Floats();
  readonly stretchEnd = new Floats();
  readonly stretchRoot = new Integers();

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

  get count(): number {
    return this.context.length;
  }

  isCoroutine(row: number): boolean {
    return (this.flags.values[row] & Flag.Coroutine) !== 0;
  }

  /** @param top the activation on top of the stack; or `NONE` */
  add(top: number, context: number, fn: number, start: number, flags: number): number {
    const row = this.count;
    this.context.push(context);
    this.function.push(fn);
    this.parent.push(top);
    this.owner.push(top === NONE || this.isCoroutine(top) ? top : this.owner.values[top]);
    this.start.push(start);
    this.end.push(NaN);
    this.flags.push(flags | Flag.Live);
    this.suspensions.push(0);
    this.#current.push(NOWHERE);
    this.#activeFrom.push(NOWHERE);
    this.#activeSince.push(0);
    return row;
  }

  /** What is on the stack now has not called it. */
  orphan(row: number): void {
    this.parent.values[row] = NONE;
    this.owner.values[row] = NONE;
  }

  endLife(row: number, time: number): void {
    this.end.values[row] = time;
    this.flags.values[row] &= ~Flag.Live;
  }

  /** The interval that an activation is in, or undefined. */
  currentInterval(row: number): number | undefined {
    const interval = this.#current.values[row];
    return interval === NOWHERE ? undefined : interval;
  }

  beginInterval(row: number, state: number, site: number, time: number): void {
    this.#current.values[row] = this.intervalOf.length;
    this.intervalOf.push(row);
    this.intervalState.push(state);
    this.intervalStart.push(time);
    this.intervalEnd.push(NaN);
    this.intervalSite.push(site);
    this.intervalConsumer.push(NONE);
    this.intervalSince.push(this.periodOf.length);
    this.intervalUntil.push(0);
  }

  endInterval(row: number, time: number): void {
    const interval = this.#current.values[row];
    if (interval === NOWHERE) return;
    this.intervalEnd.values[interval] = time;
    this.intervalUntil.values[interval] = this.periodOf.length;
    this.#current.values[row] = NOWHERE;
  }

  /** Begins a period, if the activation is in none. */
  beginPeriod(row: number, time: number): void {
    if (this.#activeFrom.values[row] !== NOWHERE) return;
    this.#activeFrom.values[row] = time;
    this.#activeSince.values[row] = this.periodOf.length;
  }

  endPeriod(row: number, time: number): void {
    const from = this.#activeFrom.values[row];
    if (from === NOWHERE) return;
    this.periodOf.push(row);
    this.periodStart.push(from);
    this.periodEnd.push(time);
    this.periodSince.push(this.#activeSince.values[row]);
    this.#activeFrom.values[row] = NOWHERE;
  }

  beginStretch(root: number, time: number): void {
    this.stretchStart.push(time);
    this.stretchEnd.push(NaN);
    this.stretchRoot.push(root);
  }

  endStretch(time: number): void {
    this.stretchEnd.values[this.stretchEnd.length - 1] = time;
  }
}
