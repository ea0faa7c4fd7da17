import { TRACE_KIND_BITS, TraceEvent } from '@coroscope/runtime/contract';
import type { ActivationStore } from './activation-store.js';
import { ActivationTables, AWAITING, Flag, ON_STACK, PAUSED } from './activation-tables.js';
import { CoroutineNumbers } from './coroutine-numbers.js';
import { NONE, type EventChunk, type Trace } from './trace.js';

/** @returns What happened in a trace. */
export function replay(trace: Trace): ActivationTables {
  const tables = new ActivationTables(trace.contexts.parent.length);
  for (const _ of replayInto(tables, trace));
  return tables;
}

/** Events that are replayed at once. */
const BATCH = 4096;

/** Replays a trace into a store, and gives way after every few thousand events, and at the end. */
export function* replayInto(store: ActivationStore, trace: Trace): Generator<void> {
  const replaying = new Replay(trace, store);
  yield* replaying.run();
}

/**
 * Replays a trace's events on a shadow stack of its own. What is missing from the trace (its ring has
 * overwritten the beginning, its sink has refused a part) is filled in with activations that are carried
 * in, whose function may be unknown.
 */
class Replay {
  readonly #store: ActivationStore;
  readonly #trace: Trace;
  #latest: number;
  /** The number of the coroutine that is introduced next. */
  #nextNumber = 0;
  readonly #stack: number[] = [];
  readonly #numbers = new CoroutineNumbers();

  constructor(trace: Trace, store: ActivationStore) {
    this.#trace = trace;
    this.#store = store;
    this.#latest = trace.start;
  }

  *run(): Generator<void> {
    let before: EventChunk | undefined;
    for (const chunk of this.#trace.chunks) {
      // What was on the stack when events were dropped may be anywhere after them.
      if (before !== undefined && before.first + before.count !== chunk.first) {
        this.#align(0, this.#latest);
      }
      this.#nextNumber = chunk.firstActivation;
      for (let from = 0; from < chunk.count; from += BATCH) {
        this.#play(chunk, from, Math.min(from + BATCH, chunk.count));
        yield;
      }
      before = chunk;
    }
    this.#finish();
    yield;
  }

  #play({ times, words }: EventChunk, from: number, until: number): void {
    for (let i = from; i < until; i++) {
      // The repair may date a frame shortly before the event that was recorded last.
      const before = this.#latest;
      const time = Math.max(before, times[2 * i]);
      this.#latest = time;
      const detail = words[4 * i + 2] >>> TRACE_KIND_BITS;
      const subject = words[4 * i + 3];
      const kind: TraceEvent = words[4 * i + 2] & ((1 << TRACE_KIND_BITS) - 1);
      switch (kind) {
        case TraceEvent.Enter:
          this.#align(detail - 1, time);
          this.#store.count(subject);
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
          this.#store.count(subject);
          break;
        case TraceEvent.Open:
          this.#align(detail - 1, time);
          this.#store.count(subject);
          this.#open(this.#introduce(this.#nextNumber++, subject, time, 0), time);
          break;
        case TraceEvent.Known:
          this.#know(this.#nextNumber++, subject, detail, time);
          break;
        case TraceEvent.Await:
          this.#leave(this.#standing(subject, detail, time), AWAITING, detail, time);
          break;
        case TraceEvent.Pause: {
          const row = this.#standing(subject, detail, time);
          this.#leave(row, PAUSED, detail, time);
          this.#store.endPeriod(row, time);
          break;
        }
        case TraceEvent.Continue:
          this.#align(0, time);
          this.#comeBack(this.#waiting(subject, detail, AWAITING), NONE, time);
          break;
        case TraceEvent.Retract: {
          const row = this.#waiting(subject, detail, PAUSED);
          this.#store.suspend(row, -1);
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
        case TraceEvent.Idle:
          this.#store.addSleep(Math.max(before, this.#from), time);
          break;
        case TraceEvent.Awake:
          // What came before is no sleep, which lasts from the event before.
          break;
        case TraceEvent.Repair:
          if (detail < this.#stack.length) this.#align(detail, time);
          break;
      }
    }
  }

  /** When the part of the trace that was kept begins. */
  get #from(): number {
    const { chunks, start } = this.#trace;
    return this.#trace.overwritten > 0 && chunks.length > 0 ? chunks[0].times[0] : start;
  }

  // Activations.

  #add(context: number, start: number, flags: number): number {
    const fn = context === NONE ? NONE : this.#trace.contexts.function[context];
    return this.#store.add(this.#stack.at(-1) ?? NONE, context, fn, start, flags);
  }

  /** Adds a coroutine that has a number. */
  #introduce(number: number, context: number, start: number, flags: number): number {
    const row = this.#add(context, start, flags | Flag.Coroutine);
    this.#numbers.introduce(number, row);
    return row;
  }

  /** Adds a coroutine that began before the trace, on the stack at a depth or off it. */
  #know(number: number, context: number, depth: number, time: number): void {
    if (depth > 0) this.#align(depth - 1, time);
    const row = this.#introduce(number, context, this.#from, Flag.CarriedIn);
    if (depth > 0) this.#open(row, time);
    else this.#store.orphan(row);
  }

  #describe(row: number, context: number): void {
    if (context === NONE) return;
    this.#store.describe(row, context, this.#trace.contexts.function[context]);
  }

  /** The coroutine that is about to leave the stack by a probe, alone on top of it. */
  #standing(number: number, site: number, time: number): number {
    const row = this.#numbers.rowOf(number) ?? this.#carryIn(number, ON_STACK);
    if (site !== NONE && this.#store.functionOf(row) === NONE) {
      this.#store.describe(row, NONE, this.#trace.sites[site].function);
    }
    const depth = this.#stack.lastIndexOf(row);
    if (depth !== -1) this.#align(depth + 1, time);
    return row;
  }

  /** The coroutine that comes back from a state off the stack. */
  #waiting(number: number, context: number, state: number): number {
    const row = this.#numbers.rowOf(number) ?? this.#carryIn(number, state);
    if (!this.#store.hasInterval(row)) {
      this.#store.beginInterval(row, state, NONE, this.#from);
    }
    this.#describe(row, context);
    return row;
  }

  /** Adds a coroutine that the trace has not introduced, as having been in a state. */
  #carryIn(number: number, state: number): number {
    const isOnTop = state === ON_STACK && this.#isUnknownOnTop;
    if (state === ON_STACK && !isOnTop) this.#align(0, this.#latest);
    const from = state === ON_STACK ? this.#quietSince : this.#from;
    const row = isOnTop ? this.#stack.at(-1)! : this.#add(NONE, from, Flag.CarriedIn);
    this.#store.markCoroutine(row);
    this.#numbers.addOther(number, row);
    if (!isOnTop) {
      this.#store.orphan(row);
      if (state === ON_STACK) this.#push(row, from);
    }
    const start = this.#store.startOf(row);
    this.#store.beginInterval(row, state, NONE, start);
    if (state !== PAUSED) this.#store.beginPeriod(row, start);
    return row;
  }

  /** Whether the frame on top is of an unknown function. */
  get #isUnknownOnTop(): boolean {
    const top = this.#stack.at(-1);
    return top !== undefined && this.#store.functionOf(top) === NONE;
  }

  // The stack.

  #push(row: number, time: number): void {
    if (this.#stack.length === 0) this.#store.beginTask(row, time);
    this.#stack.push(row);
  }

  #pop(time: number): void {
    this.#stack.pop();
    if (this.#stack.length === 0) this.#store.endTask(time);
  }

  #open(row: number, time: number): void {
    this.#push(row, time);
    const start = this.#store.startOf(row);
    this.#store.beginPeriod(row, start);
    this.#store.beginInterval(row, ON_STACK, NONE, start);
  }

  /** Gives the stack a depth: what is above has ended, what is missing is unknown. */
  #align(depth: number, time: number): void {
    while (this.#stack.length > depth) {
      const row = this.#stack.at(-1)!;
      if (this.#store.isCoroutine(row)) {
        this.#pop(time);
        this.#store.endInterval(row, time);
        this.#store.beginInterval(row, AWAITING, NONE, time);
      } else {
        this.#store.endActivation(row, time);
        this.#pop(time);
      }
    }
    while (this.#stack.length < depth) {
      const from = this.#stack.length === 0 ? this.#quietSince : time;
      this.#push(this.#add(NONE, from, Flag.CarriedIn), from);
    }
  }

  /** Since when nothing has been on the stack, as far as the trace shows. */
  get #quietSince(): number {
    return this.#store.latestTaskEnd ?? this.#from;
  }

  #leave(row: number, state: number, site: number, time: number): void {
    if (this.#stack.at(-1) === row) this.#pop(time);
    this.#store.endInterval(row, time);
    this.#store.beginInterval(row, state, site, time);
    this.#store.suspend(row, 1);
  }

  #comeBack(row: number, consumer: number, time: number): void {
    this.#store.endInterval(row, time);
    this.#store.beginPeriod(row, time);
    this.#push(row, time);
    this.#store.beginInterval(row, ON_STACK, NONE, time, consumer);
  }

  #yielded(number: number, time: number): void {
    const row = this.#waiting(number, NONE, AWAITING);
    const site = this.#store.currentSite(row);
    this.#store.endInterval(row, time);
    this.#store.beginInterval(row, PAUSED, site, time);
    this.#store.endPeriod(row, time);
  }

  #exit(depth: number, context: number, time: number): void {
    this.#align(depth, time);
    const row = this.#stack.at(-1)!;
    this.#describe(row, context);
    this.#store.endActivation(row, time);
    this.#pop(time);
  }

  #close(number: number, context: number, time: number): void {
    let row = this.#numbers.rowOf(number);
    if (row === undefined) {
      // The end of a promise that it returned comes with nothing on the stack.
      const wasOnStack = this.#isUnknownOnTop || !this.#store.hasTask;
      row = this.#carryIn(number, wasOnStack ? ON_STACK : AWAITING);
    } else if (!this.#store.hasInterval(row)) {
      this.#store.beginInterval(row, AWAITING, NONE, this.#from);
    }
    this.#describe(row, context);
    const depth = this.#stack.lastIndexOf(row);
    if (depth !== -1) {
      this.#align(depth + 1, time);
      this.#pop(time);
    }
    this.#store.endInterval(row, time);
    this.#store.endPeriod(row, time);
    this.#store.endActivation(row, time);
  }

  /** What is still under way lasts until the end of the trace. */
  #finish(): void {
    const { end } = this.#trace;
    if (this.#stack.length > 0) this.#store.endTask(end);
    this.#store.finish(end);
  }
}
