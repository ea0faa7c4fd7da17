import { describeError } from './describe-error.js';
import { clock, now, startTime, stopTime } from './engine-time.js';
import { probes } from './probes.js';
import { thread } from './thread.js';
import {
  canWriteTraces,
  headerBytes,
  joined,
  jsonBlock,
  newTables,
  NOTHING_WRITTEN,
} from './trace-blocks.js';
import {
  bufferedEvents,
  closeBuffer,
  copyEvents,
  countEvents,
  eventsHeader,
  openBuffer,
  rewind,
  swapBuffers,
} from './trace-buffer.js';
import { TraceBlock, TraceEvent, type TraceEnd, type TraceInfo } from './trace-format.js';
import { nextNumber, startTracing, stopTracing } from './traced-probes.js';

/**
 * Takes the parts of a trace file in their order. The bytes are overwritten once it has returned.
 * With `false`, or by throwing, it refuses them: the events in them are dropped and counted.
 */
export type TraceSink = (bytes: Uint8Array<ArrayBuffer>) => boolean | void;

export interface TraceOptions {
  /**
   * Without a sink, how many of the latest events are kept: a million by default, in 16 MB. With a
   * sink, how many are handed over at a time: 65,536 by default.
   */
  events?: number;
  /** Gets the whole trace while it is recorded. */
  sink?: TraceSink;
}

/** A trace that is being recorded, or has been. */
export interface TraceRecording {
  /** Events so far. */
  readonly recorded: number;
  /** Those that are lost: overwritten in the ring, or refused by the sink. */
  readonly lost: number;
  /** Records no further events. */
  stop(): void;
  /**
   * The bytes of a trace file with what has been kept so far.
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
 * @throws what the sink throws at the first bytes
 */
export function startTrace({ events, sink }: TraceOptions = {}): TraceRecording {
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
  const recording = sink === undefined ? new RingTrace(size) : new StreamTrace(size, sink);
  isTracing = true;
  startTracing();
  return recording;
}

function beginning(start: number): Uint8Array<ArrayBuffer> {
  const info: TraceInfo = {
    clock: clock.description,
    startedAt: new Date().toISOString(),
    thread: { ...thread },
    start,
  };
  return joined([headerBytes(), jsonBlock(TraceBlock.Info, info)]);
}

const introduces = (kind: TraceEvent) => kind === TraceEvent.Open || kind === TraceEvent.Known;

/** Keeps the latest events. */
class RingTrace implements TraceRecording {
  readonly #size: number;
  readonly #beginning: Uint8Array;
  #laps = 0;
  /** The whole, once it has ended. */
  #bytes: Uint8Array<ArrayBuffer> | undefined;
  #recorded = 0;

  constructor(size: number) {
    this.#size = size;
    this.#beginning = beginning(now());
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
      clock: clock.description,
      end: now(),
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

/** Hands all events over, a buffer at a time, while the other one is filled. */
class StreamTrace implements TraceRecording {
  readonly #sink: TraceSink;
  #written = NOTHING_WRITTEN;
  /** Events before those in the buffer, and the first number that is given in it. */
  #before = 0;
  #firstNumber = nextNumber;
  #dropped = 0;
  #isHandingOver = false;
  #hasEnded = false;
  #failure: string | undefined;

  constructor(size: number, sink: TraceSink) {
    this.#sink = sink;
    const bytes = beginning(now());
    if (apart(() => sink(bytes)) === false) {
      throw new Error('coroscope: the sink refuses the beginning of the trace');
    }
    openBuffer(size, true, () => this.#handOver());
  }

  get recorded(): number {
    return this.#before + (this.#hasEnded ? 0 : bufferedEvents());
  }

  get lost(): number {
    return this.#dropped;
  }

  stop(): void {
    if (this.#hasEnded) return;
    stopTracing();
    this.#handOver();
    this.#hasEnded = true;
    closeBuffer();
    isTracing = false;
    const notes = this.#failure === undefined ? [] : [`The sink failed: ${this.#failure}.`];
    const end: TraceEnd = {
      clock: clock.description,
      end: now(),
      events: this.#before,
      overwritten: 0,
      dropped: this.#dropped,
      notes,
    };
    this.#give(jsonBlock(TraceBlock.End, end));
  }

  read(): never {
    throw new Error('coroscope: the trace went to its sink; there is nothing to read');
  }

  #handOver(): void {
    const events = bufferedEvents();
    const place = { first: this.#before, firstActivation: this.#firstNumber };
    this.#before += events;
    this.#firstNumber = nextNumber;
    if (this.#isHandingOver) {
      // The sink itself is instrumented, and has filled the other buffer.
      this.#dropped += events;
      rewind();
      return;
    }
    this.#isHandingOver = true;
    if (!this.#giveAll(swapBuffers(place))) this.#dropped += events;
    this.#isHandingOver = false;
  }

  /** Events need the contexts and functions that they speak of. */
  #giveAll(events: Uint8Array<ArrayBuffer>): boolean {
    const written = { ...this.#written };
    const tables = newTables(written);
    for (let i = 0; i < tables.length; i++) if (!this.#give(tables[i])) return false;
    this.#written = written;
    return this.#give(events);
  }

  #give(bytes: Uint8Array<ArrayBuffer>): boolean {
    try {
      return apart(() => this.#sink(bytes)) !== false;
    } catch (error) {
      this.#failure ??= describeError(error);
      return false;
    }
  }
}

/** Time stands still during work that is not the program's. */
function apart<Result>(work: () => Result): Result {
  const isRunning = probes.on;
  if (isRunning) {
    probes.on = false;
    stopTime();
  }
  try {
    return work();
  } finally {
    if (isRunning) {
      startTime(clock);
      probes.on = true;
    }
  }
}
