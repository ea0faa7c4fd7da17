import {
  TRACE_BLOCK_HEADER_BYTES,
  TRACE_EVENT_BYTES,
  TRACE_EVENTS_PREFIX_BYTES,
  TRACE_KIND_BITS,
  TraceBlock,
  type TraceEvent,
} from '../format/trace.js';

/**
 * The buffers that the events of a trace are written to: the part of tracing that every event passes
 * through. Nothing that a probe may reach in here calls a built-in that the program may have replaced.
 */

const HEADER_BYTES = TRACE_BLOCK_HEADER_BYTES + TRACE_EVENTS_PREFIX_BYTES;
const WORDS_PER_EVENT = TRACE_EVENT_BYTES / 4;
// Captured once: a program may replace it.
const BytesOf = Uint8Array;

/** The position of some events in the whole trace. */
export interface EventsPosition {
  /** The number of events before them. */
  first: number;
  /** The number of the first activation that they introduce. */
  firstActivation: number;
}

/** Room for some events, after the header of a block. */
class EventBuffer {
  readonly bytes: ArrayBuffer;
  readonly times: Float64Array;
  readonly words: Uint32Array;
  /** The number of elements in `words`. */
  readonly end: number;
  /** Kind and length of the block; position of its events in the trace. */
  readonly #header: Uint32Array;
  readonly #first: Float64Array;

  constructor(events: number) {
    this.bytes = new ArrayBuffer(HEADER_BYTES + events * TRACE_EVENT_BYTES);
    this.times = new Float64Array(this.bytes, HEADER_BYTES);
    this.words = new Uint32Array(this.bytes, HEADER_BYTES);
    this.end = events * WORDS_PER_EVENT;
    this.#header = new Uint32Array(this.bytes, 0, HEADER_BYTES / 4);
    this.#first = new Float64Array(this.bytes, TRACE_BLOCK_HEADER_BYTES, 1);
  }

  /** Writes the header of a block of events. @returns the length of the block */
  writeHeader(events: number, { first, firstActivation }: EventsPosition): number {
    const length = TRACE_EVENTS_PREFIX_BYTES + events * TRACE_EVENT_BYTES;
    this.#header[0] = TraceBlock.Events;
    this.#header[1] = length;
    this.#first[0] = first;
    this.#header[4] = firstActivation;
    return TRACE_BLOCK_HEADER_BYTES + length;
  }
}

let buffer = new EventBuffer(0);
/** Filled while the sink reads the other one. */
let spare = buffer;
let { times, words, end } = buffer;
/** Index in `words` of the next event. */
let next = 0;
let onFull: () => void = () => {};

/**
 * Opens a buffer for a number of events.
 *
 * @param isDouble whether buffers will be swapped
 * @param whenFull makes room, by swapping or by rewinding
 */
export function openBuffer(events: number, isDouble: boolean, whenFull: () => void): void {
  onFull = whenFull;
  spare = new EventBuffer(isDouble ? events : 0);
  recordInto(new EventBuffer(events));
}

export function closeBuffer(): void {
  openBuffer(0, false, () => {});
}

function recordInto(other: EventBuffer): void {
  buffer = other;
  ({ times, words, end } = other);
  next = 0;
}

/** Bytes reserved for the events of a trace. */
export function traceBytes(): number {
  return buffer.bytes.byteLength + spare.bytes.byteLength - 2 * HEADER_BYTES;
}

export function record(kind: TraceEvent, detail: number, subject: number, moment: number): void {
  times[next >> 1] = moment;
  words[next + 2] = kind | (detail << TRACE_KIND_BITS);
  words[next + 3] = subject;
  if ((next += WORDS_PER_EVENT) === end) onFull();
}

/** Continues at the beginning of the buffer. */
export function rewind(): void {
  next = 0;
}

/** The number of events since the beginning of the buffer. */
export function bufferedEvents(): number {
  return next / WORDS_PER_EVENT;
}

/** Continues with the other buffer. @returns the events so far as a block: a view of the full buffer */
export function swapBuffers(position: EventsPosition): Uint8Array<ArrayBuffer> {
  const full = buffer;
  const length = full.writeHeader(bufferedEvents(), position);
  recordInto(spare);
  spare = full;
  return new BytesOf(full.bytes, 0, length);
}

/** The header of a block of events that are copied. */
export function eventsHeader(events: number, position: EventsPosition): Uint8Array<ArrayBuffer> {
  const header = new EventBuffer(0);
  header.writeHeader(events, position);
  return new Uint8Array(header.bytes);
}

/** A copy of some events of the buffer, as bytes. */
export function copyEvents(from: number, to: number): Uint8Array<ArrayBuffer> {
  return new Uint8Array(
    buffer.bytes,
    HEADER_BYTES + from * TRACE_EVENT_BYTES,
    (to - from) * TRACE_EVENT_BYTES,
  ).slice();
}

/** The number of events of some kinds among the first ones in the buffer. */
export function countEvents(events: number, isCounted: (kind: TraceEvent) => boolean): number {
  let count = 0;
  for (let event = 0; event < events; event++) {
    const kind = words[event * WORDS_PER_EVENT + 2] & ((1 << TRACE_KIND_BITS) - 1);
    if (isCounted(kind)) count++;
  }
  return count;
}
