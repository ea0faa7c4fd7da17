import { TRACE_KIND_BITS, TraceEvent } from '@coroscope/runtime';
import { Bytes, firstWhere, Floats, Integers } from './columns.js';
import { NONE, type EventChunk, type Trace } from './trace.js';

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

const FORGOTTEN = -1;

/**
 * Plays a trace's events on a shadow stack of its own, and keeps the lives of all activations in
 * tables. What the trace does not tell (its ring has overwritten the beginning, its sink has refused
 * a part) is filled in with activations that are carried in, whose function may be unknown.
 */
export class Replay {
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

  readonly #trace: Trace;
  #latest: number;
  readonly #stack: number[] = [];
  /** By activation: the interval that it is in. */
  readonly #current = new Integers();
  /** By activation: when its period of activity began, or -1 if it is in none. */
  readonly #activeFrom = new Floats();
  readonly #activeSince = new Integers();
  /** Rows of those that are introduced, in that order, which is that of their numbers. */
  readonly #introduced = new Integers();
  /** Numbers without a gap: the first, and its place in the column. */
  readonly #runs: Array<{ first: number; at: number }> = [];
  /** Rows of those that are not introduced in the trace. */
  readonly #others = new Map<number, number>();

  constructor(trace: Trace) {
    this.#trace = trace;
    this.#latest = trace.start;
    this.calls = new Float64Array(trace.contexts.parent.length);
    let before: EventChunk | undefined;
    for (const chunk of trace.chunks) {
      // What was on the stack when events were dropped may be anywhere after them.
      if (before !== undefined && before.first + before.count !== chunk.first) {
        this.#align(0, this.#latest);
      }
      this.#play(chunk);
      before = chunk;
    }
    this.#finish();
  }

  #play({ count, firstActivation, times, words }: EventChunk): void {
    let number = firstActivation;
    for (let i = 0; i < count; i++) {
      // The repair books some frames at a moment shortly before the one that it has read last.
      const time = Math.max(this.#latest, times[2 * i]);
      this.#latest = time;
      const detail = words[4 * i + 2] >>> TRACE_KIND_BITS;
      const subject = words[4 * i + 3];
      const kind: TraceEvent = words[4 * i + 2] & ((1 << TRACE_KIND_BITS) - 1);
      switch (kind) {
        case TraceEvent.Enter:
          this.#align(detail - 1, time);
          this.calls[subject]++;
          this.#push(this.#add(subject, time, 0), time);
          break;
        case TraceEvent.Standing:
          this.#align(detail - 1, time);
          this.#push(this.#add(subject, time, Flag.CarriedIn), time);
          break;
        case TraceEvent.Exit:
          this.#exit(detail, subject, time);
          break;
        case TraceEvent.Count:
          this.calls[subject]++;
          break;
        case TraceEvent.Open:
          this.#align(detail - 1, time);
          this.calls[subject]++;
          this.#open(this.#introduce(number++, subject, time, 0), time);
          break;
        case TraceEvent.Known:
          this.#know(number++, subject, detail, time);
          break;
        case TraceEvent.Await:
          this.#leave(this.#standing(subject, detail, time), AWAITING, detail, time);
          break;
        case TraceEvent.Pause: {
          const row = this.#standing(subject, detail, time);
          this.#leave(row, PAUSED, detail, time);
          this.#rest(row, time);
          break;
        }
        case TraceEvent.Continue:
          this.#align(0, time);
          this.#comeBack(this.#waiting(subject, detail, AWAITING), NONE, time);
          break;
        case TraceEvent.Retract: {
          const row = this.#waiting(subject, detail, PAUSED);
          this.suspensions.values[row]--;
          this.#comeBack(row, this.#stack.at(-1) ?? NONE, time);
          break;
        }
        case TraceEvent.Resume:
          this.#comeBack(this.#waiting(subject, detail, PAUSED), this.#stack.at(-1) ?? NONE, time);
          break;
        case TraceEvent.Yielded:
          this.#yielded(subject, time);
          break;
        case TraceEvent.Detach: {
          const row = this.#standing(subject, NONE, time);
          this.#describe(row, detail);
          this.#leave(row, AWAITING, NONE, time);
          break;
        }
        case TraceEvent.Close:
          this.#close(subject, detail, time);
          break;
        case TraceEvent.Repair:
          if (detail < this.#stack.length) this.#align(detail, time);
          break;
      }
    }
  }

  /** When what is here of the trace begins. */
  get #from(): number {
    const { chunks, start } = this.#trace;
    return this.#trace.overwritten > 0 && chunks.length > 0 ? chunks[0].times[0] : start;
  }

  // Activations.

  #add(context: number, start: number, flags: number): number {
    const top = this.#stack.at(-1) ?? NONE;
    const row = this.context.length;
    this.context.push(context);
    this.function.push(context < 0 ? NONE : this.#trace.contexts.function[context]);
    this.parent.push(top);
    this.owner.push(
      top === NONE || this.flags.values[top] & Flag.Coroutine ? top : this.owner.values[top],
    );
    this.start.push(start);
    this.end.push(NaN);
    this.flags.push(flags | Flag.Live);
    this.suspensions.push(0);
    this.#current.push(FORGOTTEN);
    this.#activeFrom.push(FORGOTTEN);
    this.#activeSince.push(0);
    return row;
  }

  /** Adds a coroutine that has a number. */
  #introduce(number: number, context: number, start: number, flags: number): number {
    const row = this.#add(context, start, flags | Flag.Coroutine);
    this.#number(number, row);
    return row;
  }

  /** Takes up a coroutine that began before the trace, on the stack at a depth or off it. */
  #know(number: number, context: number, depth: number, time: number): void {
    if (depth > 0) this.#align(depth - 1, time);
    const row = this.#introduce(number, context, this.#from, Flag.CarriedIn);
    if (depth > 0) this.#open(row, time);
    else this.#orphan(row);
  }

  /** What is on the stack now has not called it. */
  #orphan(row: number): void {
    this.parent.values[row] = NONE;
    this.owner.values[row] = NONE;
  }

  /** Numbers follow each other, except over events that are missing. */
  #number(number: number, row: number): void {
    const latest = this.#runs.at(-1);
    const expected =
      latest === undefined ? NONE : latest.first + this.#introduced.length - latest.at;
    if (number !== expected) this.#runs.push({ first: number, at: this.#introduced.length });
    this.#introduced.push(row);
  }

  #rowOf(number: number): number {
    const runs = this.#runs;
    const index = firstWhere(0, runs.length, (i) => runs[i].first > number) - 1;
    if (index >= 0) {
      const at = runs[index].at + number - runs[index].first;
      const end = index + 1 < runs.length ? runs[index + 1].at : this.#introduced.length;
      if (at < end) return this.#introduced.values[at];
    }
    return this.#others.get(number) ?? FORGOTTEN;
  }

  #describe(row: number, context: number): void {
    if (this.context.values[row] !== NONE || context === NONE) return;
    this.context.values[row] = context;
    this.function.values[row] = this.#trace.contexts.function[context];
  }

  /** The coroutine that is about to leave the stack by a probe, alone on top of it. */
  #standing(number: number, site: number, time: number): number {
    let row = this.#rowOf(number);
    if (row === FORGOTTEN) row = this.#carryIn(number, ON_STACK);
    if (site !== NONE && this.function.values[row] === NONE) {
      this.function.values[row] = this.#trace.sites[site].function;
    }
    const depth = this.#stack.lastIndexOf(row);
    if (depth !== -1) this.#align(depth + 1, time);
    return row;
  }

  /** The coroutine that comes back from a state off the stack. */
  #waiting(number: number, context: number, state: number): number {
    let row = this.#rowOf(number);
    if (row === FORGOTTEN) row = this.#carryIn(number, state);
    else if (this.#current.values[row] === FORGOTTEN) this.#begin(row, state, NONE, this.#from);
    this.#describe(row, context);
    return row;
  }

  /** Takes up a coroutine of which the trace says nothing before, as having been in a state. */
  #carryIn(number: number, state: number): number {
    const isOnTop = state === ON_STACK && this.#isUnknownOnTop;
    if (state === ON_STACK && !isOnTop) this.#align(0, this.#latest);
    const from = state === ON_STACK ? this.#quietSince : this.#from;
    const row = isOnTop ? this.#stack.at(-1)! : this.#add(NONE, from, Flag.CarriedIn);
    this.flags.values[row] |= Flag.Coroutine;
    this.#others.set(number, row);
    if (!isOnTop) {
      this.#orphan(row);
      if (state === ON_STACK) this.#push(row, from);
    }
    const { [row]: start } = this.start.values;
    this.#begin(row, state, NONE, start);
    if (state !== PAUSED) this.#wake(row, start);
    return row;
  }

  /** Whether a frame is on top that nothing is known of. */
  get #isUnknownOnTop(): boolean {
    const top = this.#stack.at(-1);
    return top !== undefined && this.function.values[top] === NONE;
  }

  // Intervals and periods.

  #begin(row: number, state: number, site: number, time: number): void {
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

  #finishInterval(row: number, time: number): void {
    const interval = this.#current.values[row];
    if (interval === FORGOTTEN) return;
    this.intervalEnd.values[interval] = time;
    this.intervalUntil.values[interval] = this.periodOf.length;
    this.#current.values[row] = FORGOTTEN;
  }

  #wake(row: number, time: number): void {
    this.#activeFrom.values[row] = time;
    this.#activeSince.values[row] = this.periodOf.length;
  }

  #rest(row: number, time: number): void {
    const from = this.#activeFrom.values[row];
    if (from === FORGOTTEN) return;
    this.periodOf.push(row);
    this.periodStart.push(from);
    this.periodEnd.push(time);
    this.periodSince.push(this.#activeSince.values[row]);
    this.#activeFrom.values[row] = FORGOTTEN;
  }

  // The stack.

  #push(row: number, time: number): void {
    if (this.#stack.length === 0) {
      this.stretchStart.push(time);
      this.stretchEnd.push(NaN);
      this.stretchRoot.push(row);
    }
    this.#stack.push(row);
  }

  #pop(time: number): void {
    this.#stack.pop();
    if (this.#stack.length === 0) this.stretchEnd.values[this.stretchEnd.length - 1] = time;
  }

  #open(row: number, time: number): void {
    this.#push(row, time);
    this.#wake(row, this.start.values[row]);
    this.#begin(row, ON_STACK, NONE, this.start.values[row]);
  }

  /** Makes the stack so deep: what is above is gone, what is missing is not known. */
  #align(depth: number, time: number): void {
    while (this.#stack.length > depth) {
      const row = this.#stack.at(-1)!;
      if (this.flags.values[row] & Flag.Coroutine) {
        this.#pop(time);
        this.#finishInterval(row, time);
        this.#begin(row, AWAITING, NONE, time);
      } else {
        this.#end(row, time);
        this.#pop(time);
      }
    }
    while (this.#stack.length < depth) {
      const from = this.#stack.length === 0 ? this.#quietSince : time;
      this.#push(this.#add(NONE, from, Flag.CarriedIn), from);
    }
  }

  /** Since when nothing has been on the stack, as far as the trace tells. */
  get #quietSince(): number {
    const stretches = this.stretchEnd.length;
    return stretches === 0 ? this.#from : this.stretchEnd.values[stretches - 1];
  }

  #leave(row: number, state: number, site: number, time: number): void {
    if (this.#stack.at(-1) === row) this.#pop(time);
    this.#finishInterval(row, time);
    this.#begin(row, state, site, time);
    this.suspensions.values[row]++;
  }

  #comeBack(row: number, consumer: number, time: number): void {
    this.#finishInterval(row, time);
    if (this.#activeFrom.values[row] === FORGOTTEN) this.#wake(row, time);
    this.#push(row, time);
    this.#begin(row, ON_STACK, NONE, time);
    this.intervalConsumer.values[this.#current.values[row]] = consumer;
  }

  #yielded(number: number, time: number): void {
    const row = this.#waiting(number, NONE, AWAITING);
    const site = this.intervalSite.values[this.#current.values[row]];
    this.#finishInterval(row, time);
    this.#begin(row, PAUSED, site, time);
    this.#rest(row, time);
  }

  #exit(depth: number, context: number, time: number): void {
    this.#align(depth, time);
    const row = this.#stack.at(-1)!;
    this.#describe(row, context);
    this.#end(row, time);
    this.#pop(time);
  }

  #close(number: number, context: number, time: number): void {
    let row = this.#rowOf(number);
    if (row === FORGOTTEN) {
      // The end of a promise that it returned comes with nothing on the stack.
      const wasOnStack = this.#isUnknownOnTop || this.stretchRoot.length === 0;
      row = this.#carryIn(number, wasOnStack ? ON_STACK : AWAITING);
    } else if (this.#current.values[row] === FORGOTTEN) {
      this.#begin(row, AWAITING, NONE, this.#from);
    }
    this.#describe(row, context);
    const depth = this.#stack.lastIndexOf(row);
    if (depth !== -1) {
      this.#align(depth + 1, time);
      this.#pop(time);
    }
    this.#finishInterval(row, time);
    this.#rest(row, time);
    this.#end(row, time);
  }

  #end(row: number, time: number): void {
    this.end.values[row] = time;
    this.flags.values[row] &= ~Flag.Live;
  }

  /** What is still under way lasts until the end of the trace. */
  #finish(): void {
    const { end } = this.#trace;
    if (this.#stack.length > 0) this.stretchEnd.values[this.stretchEnd.length - 1] = end;
    for (let row = 0; row < this.context.length; row++) {
      if ((this.flags.values[row] & Flag.Live) === 0) continue;
      this.end.values[row] = end;
      this.#rest(row, end);
    }
    for (let row = 0; row < this.context.length; row++) {
      if (this.flags.values[row] & Flag.Live) this.#finishInterval(row, end);
    }
  }
}
