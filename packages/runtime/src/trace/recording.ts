import { clock, now } from '../clock/engine-time.js';
import { monotonicAt } from '../clock/monotonic.js';
import { isIdleTimeKnown } from '../engine/tasks.js';
import { withoutRecording } from '../engine/without-recording.js';
import { TraceBlock, TraceEvent, type TraceEnd, type TraceInfo } from '../format/trace.js';
import { describeError } from '../platform/describe-error.js';
import { thread } from '../platform/thread.js';
import { headerBytes, joined, newTables, NOTHING_WRITTEN } from './blocks.js';
import {
  bufferedEvents,
  closeBuffer,
  copyEvents,
  countEvents,
  eventsHeader,
  openBuffer,
  rewind,
  swapBuffers,
} from './buffer.js';
import { canWriteTraces, jsonBlock } from './json-block.js';
import { nextNumber, startTracing, stopTracing } from './traced-probes.js';

/**
 * Receives the parts of a trace file in order. The bytes are overwritten once it has returned. By
 * returning `false`, or by throwing, it refuses them: the events in them are dropped and counted.
 */
export type TraceSink = (bytes: Uint8Array<ArrayBuffer>) => boolean | void;

export interface TraceOptions {
  /**
   * Without a sink, how many of the latest events are kept: a million by default, in 16 MB. With a
   * sink, how many are passed to it at a time: 65,536 by default.
   */
  events?: number;
  /** Receives the whole trace while it is recorded. */
  sink?: TraceSink;
  /** Limits the trace to what runs under one of these tags; the figures of the profile stay whole. All by default. */
  tags?: readonly string[];
}

/** A trace that is being recorded, or has been. */
export interface TraceRecording {
  /** Events so far. */
  readonly recorded: number;
  /** Events that are lost: overwritten in the ring buffer, or refused by the sink. */
  readonly lost: number;
  /** Passes the events so far to the sink, which otherwise gets them when there are many. */
  flush(): void;
  /** Records no further events. */
  stop(): void;
  /**
   * The bytes of a trace file with the events kept so far.
   * @throws {Error} if the trace went to a sink
   */
  read(): Uint8Array<ArrayBuffer>;
}

const RING_EVENTS = 1 << 20;
const STREAM_EVENTS = 1 << 16;

let isTracing = false;

/**
 * @throws {Error} if a trace is being recorded already, or there is no TextEncoder to write it with
 * @throws {RangeError} if `events` is not a whole number above 0
 * @throws {TypeError} if `tags` is no list of texts, or empty
 * @throws what the sink throws at the first bytes
 */
export function startTrace({ events, sink, tags }: TraceOptions = {}): TraceRecording {
  if (isTracing) throw new Error('coroscope: a trace is being recorded already; stop it first');
  if (!canWriteTraces) {
    throw new Error("coroscope: without a TextEncoder, this realm can't write traces");
  }
  const size = events ?? (sink === undefined ? RING_EVENTS : STREAM_EVENTS);
  if (!Number.isInteger(size) || size < 1) {
    throw new RangeError(
      `coroscope: a trace can't hold ${events} events; give a whole number above 0`,
    );
  }
  if (tags !== undefined) checkTags(tags);
  const recording =
    sink === undefined ? new RingTrace(size, tags) : new StreamTrace(size, sink, tags);
  isTracing = true;
  startTracing(tags);
  return recording;
}

function checkTags(tags: readonly string[]): void {
  const isList = Array.isArray(tags) && tags.length > 0;
  if (isList && tags.every((tag) => typeof tag === 'string')) return;
  throw new TypeError(
    `coroscope: tags of a trace must be a list of texts, not ${JSON.stringify(tags)}`,
  );
}

function beginning(
  start: number,
  onlyTags: readonly string[] | undefined,
): Uint8Array<ArrayBuffer> {
  const monotonic = monotonicAt(start);
  const info: TraceInfo = {
    clock: clock.description,
    startedAt: new Date().toISOString(),
    ...(monotonic === undefined ? {} : { monotonic }),
    thread: { ...thread },
    start,
    ...(onlyTags === undefined ? {} : { onlyTags }),
  };
  return joined([headerBytes(), jsonBlock(TraceBlock.Info, info)]);
}

/** What the clocks say at the end of a trace, which is now. */
function ending(start: number): Pick<TraceEnd, 'clock' | 'end' | 'monotonic' | 'tellsIdle'> {
  const end = now();
  const monotonic = monotonicAt(end);
  return {
    clock: clock.description,
    end,
    ...(monotonic === undefined ? {} : { monotonic }),
    tellsIdle: isIdleTimeKnown(start),
  };
}

const introduces = (kind: TraceEvent) => kind === TraceEvent.Open || kind === TraceEvent.Known;

/** Keeps the latest events. */
class RingTrace implements TraceRecording {
  readonly #size: number;
  readonly #start = now();
  readonly #beginning: Uint8Array;
  #laps = 0;
  /** The whole file, once the trace has ended. */
  #bytes: Uint8Array<ArrayBuffer> | undefined;
  #recorded = 0;

  constructor(size: number, tags: readonly string[] | undefined) {
    this.#size = size;
    this.#beginning = beginning(this.#start, tags);
    openBuffer(size, false, () => {
      this.#laps++;
      rewind();
    });
  }

  get recorded(): number {
    return this.#bytes === undefined ? this.#laps * this.#size + bufferedEvents() : this.#recorded;
  }

  get lost(): number {
    return Math.max(0, this.recorded - this.#size);
  }

  flush(): void {}

  stop(): void {
    if (this.#bytes !== undefined) return;
    stopTracing();
    const bytes = this.#compose();
    this.#recorded = this.recorded;
    this.#bytes = bytes;
    closeBuffer();
    isTracing = false;
  }

  read(): Uint8Array<ArrayBuffer> {
    return this.#bytes ?? this.#compose();
  }

  #compose(): Uint8Array<ArrayBuffer> {
    const next = bufferedEvents();
    const older = this.#laps > 0 ? copyEvents(next, this.#size) : new Uint8Array(0);
    const newer = copyEvents(0, next);
    const kept = this.#laps > 0 ? this.#size : next;
    const { recorded, lost } = this;
    const header = eventsHeader(kept, {
      first: recorded - kept,
      firstActivation: nextNumber - countEvents(kept, introduces),
    });
    const end: TraceEnd = {
      ...ending(this.#start),
      events: recorded,
      overwritten: lost,
      dropped: 0,
      notes: [],
    };
    return joined([
      this.#beginning,
      ...Array.from(newTables({ ...NOTHING_WRITTEN })),
      header,
      older,
      newer,
      jsonBlock(TraceBlock.End, end),
    ]);
  }
}

/** Passes all events to the sink, a buffer at a time, while the other buffer is filled. */
class StreamTrace implements TraceRecording {
  readonly #sink: TraceSink;
  readonly #start = now();
  #written = NOTHING_WRITTEN;
  /** Events before those in the buffer, and the first number assigned to an activation in it. */
  #before = 0;
  #firstNumber = nextNumber;
  #dropped = 0;
  #isFlushing = false;
  #hasEnded = false;
  #failure: string | undefined;

  constructor(size: number, sink: TraceSink, tags: readonly string[] | undefined) {
    this.#sink = sink;
    const bytes = beginning(this.#start, tags);
    if (withoutRecording(() => sink(bytes)) === false) {
      throw new Error('coroscope: the sink refuses the beginning of the trace');
    }
    openBuffer(size, true, () => this.#flush());
  }

  get recorded(): number {
    return this.#before + (this.#hasEnded ? 0 : bufferedEvents());
  }

  get lost(): number {
    return this.#dropped;
  }

  flush(): void {
    if (!this.#hasEnded && bufferedEvents() > 0) this.#flush();
  }

  stop(): void {
    if (this.#hasEnded) return;
    stopTracing();
    this.#flush();
    this.#hasEnded = true;
    closeBuffer();
    isTracing = false;
    const notes = this.#failure === undefined ? [] : [`The sink failed: ${this.#failure}.`];
    const end: TraceEnd = {
      ...ending(this.#start),
      events: this.#before,
      overwritten: 0,
      dropped: this.#dropped,
      notes,
    };
    this.#write(jsonBlock(TraceBlock.End, end));
  }

  read(): never {
    throw new Error('coroscope: the trace went to its sink; there is nothing to read');
  }

  #flush(): void {
    const events = bufferedEvents();
    const position = { first: this.#before, firstActivation: this.#firstNumber };
    this.#before += events;
    this.#firstNumber = nextNumber;
    if (this.#isFlushing) {
      // The sink itself is instrumented, and has filled the other buffer.
      this.#dropped += events;
      rewind();
      return;
    }
    this.#isFlushing = true;
    if (!this.#writeAll(swapBuffers(position))) this.#dropped += events;
    this.#isFlushing = false;
  }

  /** Events come after the files, tags and contexts that they refer to. */
  #writeAll(events: Uint8Array<ArrayBuffer>): boolean {
    const written = { ...this.#written };
    const tables = newTables(written);
    for (let i = 0; i < tables.length; i++) if (!this.#write(tables[i])) return false;
    this.#written = written;
    return this.#write(events);
  }

  #write(bytes: Uint8Array<ArrayBuffer>): boolean {
    try {
      return withoutRecording(() => this.#sink(bytes)) !== false;
    } catch (error) {
      this.#failure ??= describeError(error);
      return false;
    }
  }
}
