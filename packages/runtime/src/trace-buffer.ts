import {
  TRACE_BLOCK_HEADER_BYTES,
  TRACE_EVENT_BYTES,
  TRACE_EVENTS_PREFIX_BYTES,
  TRACE_KIND_BITS,
  TraceBlock,
  type TraceEvent,
} from './trace-format.js';

/** Where the events of a trace are written: the part of tracing that every event goes through. */

const HEADROOM = TRACE_BLOCK_HEADER_BYTES + TRACE_EVENTS_PREFIX_BYTES;
const WORDS_PER_EVENT = TRACE_EVENT_BYTES / 4;

let buffer = newBuffer(0);
/** Filled while the other one is handed over. */
let spare = newBuffer(0);
let times = new Float64Array(0);
let words = new Uint32Array(0);
/** Index in `words` of the next event, and of the end. */
let next = 0;
let end = 0;
let onFull: () => void = () => {};

function newBuffer(events: number): ArrayBuffer {
  return new ArrayBuffer(HEADROOM + events * TRACE_EVENT_BYTES);
}

/**
 * Makes room for so many events.
 *
 * @param isDouble Whether buffers will be swapped.
 * @param whenFull Has to make room, by swapping or by rewinding.
 */
export function openBuffer(events: number, isDouble: boolean, whenFull: () => void): void {
  onFull = whenFull;
  spare = newBuffer(isDouble ? events : 0);
  recordInto(newBuffer(events));
}

export function closeBuffer(): void {
  openBuffer(0, false, () => {});
}

/** Goes on with the other buffer. @returns the one so far, which is the next to be gone on with */
export function swapBuffers(): ArrayBuffer {
  const full = buffer;
  recordInto(spare);
  spare = full;
  return full;
}

function recordInto(other: ArrayBuffer): void {
  buffer = other;
  times = new Float64Array(other, HEADROOM);
  words = new Uint32Array(other, HEADROOM);
  next = 0;
  end = words.length;
}

/** Bytes that the events of a trace may take. */
export function traceBytes(): number {
  return buffer.byteLength + spare.byteLength - 2 * HEADROOM;
}

/** Goes on from the beginning of the buffer. */
export function rewind(): void {
  next = 0;
}

/** Events since the beginning of the buffer. */
export function bufferedEvents(): number {
  return next / WORDS_PER_EVENT;
}

export function record(kind: TraceEvent, detail: number, subject: number, moment: number): void {
  times[next >> 1] = moment;
  words[next + 2] = kind | (detail << TRACE_KIND_BITS);
  words[next + 3] = subject;
  if ((next += WORDS_PER_EVENT) === end) onFull();
}

/** The first events of a buffer as a block, which is a view of it. */
export function eventsBlock(
  of: ArrayBuffer,
  events: number,
  place: EventsPlace,
): Uint8Array<ArrayBuffer> {
  const length = writeEventsHeader(of, events, place);
  return new Uint8Array(of, 0, TRACE_BLOCK_HEADER_BYTES + length);
}

/** What stands before events that are elsewhere. */
export function eventsHeader(events: number, place: EventsPlace): Uint8Array<ArrayBuffer> {
  const header = newBuffer(0);
  writeEventsHeader(header, events, place);
  return new Uint8Array(header);
}

/** Where some events stand in the whole trace. */
export interface EventsPlace {
  /** How many events were before them. */
  first: number;
  /** The number of the first activation that is introduced by them. */
  firstActivation: number;
}

function writeEventsHeader(into: ArrayBuffer, events: number, place: EventsPlace): number {
  const length = TRACE_EVENTS_PREFIX_BYTES + events * TRACE_EVENT_BYTES;
  new Uint32Array(into, 0, 2).set([TraceBlock.Events, length]);
  new Float64Array(into, 8, 1)[0] = place.first;
  new Uint32Array(into, 16, 2).set([place.firstActivation, 0]);
  return length;
}

/** How many of the first events of the buffer are of some kinds. */
export function countEvents(events: number, isCounted: (kind: TraceEvent) => boolean): number {
  let count = 0;
  for (let event = 0; event < events; event++) {
    const kind = words[event * WORDS_PER_EVENT + 2] & ((1 << TRACE_KIND_BITS) - 1);
    if (isCounted(kind)) count++;
  }
  return count;
}

/** A copy of some events of the buffer, as bytes. */
export function copyEvents(from: number, to: number): Uint8Array<ArrayBuffer> {
  return new Uint8Array(
    buffer,
    HEADROOM + from * TRACE_EVENT_BYTES,
    (to - from) * TRACE_EVENT_BYTES,
  ).slice();
}
