import { TRACE_KIND_BITS, TraceEvent } from '@coroscope/runtime/contract';
import { CoroutineNumbers } from './coroutine-numbers.js';
import { AWAITING, Flag, Lives, ON_STACK, PAUSED } from './lives.js';
import { NONE, type EventChunk, type Trace } from './trace.js';

/** What happened in a trace. */
export function livesIn(trace: Trace): Lives {
  return new Replay(trace).lives;
}

/**
 * Plays a trace's events on a shadow stack of its own. What the trace does not tell (its ring has
 * overwritten the beginning, its sink has refused a part) is filled in with activations that are carried
 * in, whose function may be unknown.
 */
class Replay {
  readonly lives: Lives;
  readonly #trace: Trace;
  #latest: number;
  readonly #stack: number[] = [];
  readonly #numbers = new CoroutineNumbers();

  constructor(trace: Trace) {
    this.#trace = trace;
    this.#latest = trace.start;
    this.lives = new Lives(trace.contexts.parent.length);
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
          this.lives.calls[subject]++;
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
          this.lives.calls[subject]++;
          break;
        case TraceEvent.Open:
          this.#align(detail - 1, time);
          this.lives.calls[subject]++;
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
          this.lives.endPeriod(row, time);
          break;
        }
        case TraceEvent.Continue:
          this.#align(0, time);
          this.#comeBack(this.#waiting(subject, detail, AWAITING), NONE, time);
          break;
        case TraceEvent.Retract: {
          const row = this.#waiting(subject, detail, PAUSED);
          this.lives.suspensions.values[row]--;
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
    const fn = context === NONE ? NONE : this.#trace.contexts.function[context];
    return this.lives.add(this.#stack.at(-1) ?? NONE, context, fn, start, flags);
  }

  /** Adds a coroutine that has a number. */
  #introduce(number: number, context: number, start: number, flags: number): number {
    const row = this.#add(context, start, flags | Flag.Coroutine);
    this.#numbers.introduce(number, row);
    return row;
  }

  /** Takes up a coroutine that began before the trace, on the stack at a depth or off it. */
  #know(number: number, context: number, depth: number, time: number): void {
    if (depth > 0) this.#align(depth - 1, time);
    const row = this.#introduce(number, context, this.#from, Flag.CarriedIn);
    if (depth > 0) this.#open(row, time);
    else this.lives.orphan(row);
  }

  #describe(row: number, context: number): void {
    if (this.lives.context.values[row] !== NONE || context === NONE) return;
    this.lives.context.values[row] = context;
    this.lives.function.values[row] = this.#trace.contexts.function[context];
  }

  /** The coroutine that is about to leave the stack by a probe, alone on top of it. */
  #standing(number: number, site: number, time: number): number {
    const row = this.#numbers.rowOf(number) ?? this.#carryIn(number, ON_STACK);
    if (site !== NONE && this.lives.function.values[row] === NONE) {
      this.lives.function.values[row] = this.#trace.sites[site].function;
    }
    const depth = this.#stack.lastIndexOf(row);
    if (depth !== -1) this.#align(depth + 1, time);
    return row;
  }

  /** The coroutine that comes back from a state off the stack. */
  #waiting(number: number, context: number, state: number): number {
    const row = this.#numbers.rowOf(number) ?? this.#carryIn(number, state);
    if (this.lives.currentInterval(row) === undefined) {
      this.lives.beginInterval(row, state, NONE, this.#from);
    }
    this.#describe(row, context);
    return row;
  }

  /** Takes up a coroutine of which the trace says nothing before, as having been in a state. */
  #carryIn(number: number, state: number): number {
    const isOnTop = state === ON_STACK && this.#isUnknownOnTop;
    if (state === ON_STACK && !isOnTop) this.#align(0, this.#latest);
    const from = state === ON_STACK ? this.#quietSince : this.#from;
    const row = isOnTop ? this.#stack.at(-1)! : this.#add(NONE, from, Flag.CarriedIn);
    this.lives.flags.values[row] |= Flag.Coroutine;
    this.#numbers.addOther(number, row);
    if (!isOnTop) {
      this.lives.orphan(row);
      if (state === ON_STACK) this.#push(row, from);
    }
    const { [row]: start } = this.lives.start.values;
    this.lives.beginInterval(row, state, NONE, start);
    if (state !== PAUSED) this.lives.beginPeriod(row, start);
    return row;
  }

  /** Whether a frame is on top that nothing is known of. */
  get #isUnknownOnTop(): boolean {
    const top = this.#stack.at(-1);
    return top !== undefined && this.lives.function.values[top] === NONE;
  }

  // The stack.

  #push(row: number, time: number): void {
    if (this.#stack.length === 0) this.lives.beginStretch(row, time);
    this.#stack.push(row);
  }

  #pop(time: number): void {
    this.#stack.pop();
    if (this.#stack.length === 0) this.lives.endStretch(time);
  }

  #open(row: number, time: number): void {
    this.#push(row, time);
    this.lives.beginPeriod(row, this.lives.start.values[row]);
    this.lives.beginInterval(row, ON_STACK, NONE, this.lives.start.values[row]);
  }

  /** Makes the stack so deep: what is above is gone, what is missing is not known. */
  #align(depth: number, time: number): void {
    while (this.#stack.length > depth) {
      const row = this.#stack.at(-1)!;
      if (this.lives.isCoroutine(row)) {
        this.#pop(time);
        this.lives.endInterval(row, time);
        this.lives.beginInterval(row, AWAITING, NONE, time);
      } else {
        this.lives.endLife(row, time);
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
    const stretches = this.lives.stretchEnd.length;
    return stretches === 0 ? this.#from : this.lives.stretchEnd.values[stretches - 1];
  }

  #leave(row: number, state: number, site: number, time: number): void {
    if (this.#stack.at(-1) === row) this.#pop(time);
    this.lives.endInterval(row, time);
    this.lives.beginInterval(row, state, site, time);
    this.lives.suspensions.values[row]++;
  }

  #comeBack(row: number, consumer: number, time: number): void {
    this.lives.endInterval(row, time);
    this.lives.beginPeriod(row, time);
    this.#push(row, time);
    this.lives.beginInterval(row, ON_STACK, NONE, time);
    this.lives.intervalConsumer.values[this.lives.currentInterval(row)!] = consumer;
  }

  #yielded(number: number, time: number): void {
    const row = this.#waiting(number, NONE, AWAITING);
    const site = this.lives.intervalSite.values[this.lives.currentInterval(row)!];
    this.lives.endInterval(row, time);
    this.lives.beginInterval(row, PAUSED, site, time);
    this.lives.endPeriod(row, time);
  }

  #exit(depth: number, context: number, time: number): void {
    this.#align(depth, time);
    const row = this.#stack.at(-1)!;
    this.#describe(row, context);
    this.lives.endLife(row, time);
    this.#pop(time);
  }

  #close(number: number, context: number, time: number): void {
    let row = this.#numbers.rowOf(number);
    if (row === undefined) {
      // The end of a promise that it returned comes with nothing on the stack.
      const wasOnStack = this.#isUnknownOnTop || this.lives.stretchRoot.length === 0;
      row = this.#carryIn(number, wasOnStack ? ON_STACK : AWAITING);
    } else if (this.lives.currentInterval(row) === undefined) {
      this.lives.beginInterval(row, AWAITING, NONE, this.#from);
    }
    this.#describe(row, context);
    const depth = this.#stack.lastIndexOf(row);
    if (depth !== -1) {
      this.#align(depth + 1, time);
      this.#pop(time);
    }
    this.lives.endInterval(row, time);
    this.lives.endPeriod(row, time);
    this.lives.endLife(row, time);
  }

  /** What is still under way lasts until the end of the trace. */
  #finish(): void {
    const { end } = this.#trace;
    if (this.#stack.length > 0) this.lives.endStretch(end);
    for (let row = 0; row < this.lives.count; row++) {
      if ((this.lives.flags.values[row] & Flag.Live) === 0) continue;
      this.lives.end.values[row] = end;
      this.lives.endPeriod(row, end);
    }
    for (let row = 0; row < this.lives.count; row++) {
      if (this.lives.flags.values[row] & Flag.Live) this.lives.endInterval(row, end);
    }
  }
}
