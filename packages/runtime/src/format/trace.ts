import type { ClockDescription, ProgramDescription } from './document.js';

/**
 * The layout of a trace file, which the engine writes and `readTrace` of @coroscope/profile reads.
 * docs/trace-format.md is its specification.
 */
export const TRACE_MAGIC = 'COROTRCE';
export const TRACE_VERSION = 3;
/** Written in the machine's byte order, which all numbers of the file have. */
export const TRACE_BYTE_ORDER = 0x01020304;
/** Magic, version, byte order. */
export const TRACE_HEADER_BYTES = 16;
/** Kind and length of what follows; a block is padded to a multiple of 8 bytes. */
export const TRACE_BLOCK_HEADER_BYTES = 8;
export const TRACE_EVENT_BYTES = 16;
/** Before the events of a block: the index of its first event in the trace, its first new activation. */
export const TRACE_EVENTS_PREFIX_BYTES = 16;
/** Bits of an event's third word that hold its kind; the others are its detail. */
export const TRACE_KIND_BITS = 5;

export enum TraceBlock {
  /** `TraceInfo`, as JSON. */
  Info = 1,
  /** An array of `TraceFile`, as JSON: the files registered since the previous block of this kind. */
  Files,
  /** Pairs of 32-bit numbers, parent and function: the contexts added since the previous such block. */
  Contexts,
  Events,
  /** `TraceEnd`, as JSON. */
  End,
  /** `TraceHost`, as JSON. */
  Host,
  /** An array of strings, as JSON: the tags added since the previous block of this kind. */
  Tags,
}

/**
 * Kinds of events, and the two numbers that each has beside its time. Activations are those of
 * coroutines, numbered in the order in which `Open` and `Known` introduce them. Depths are those of
 * the shadow stack; the outermost function has depth 1.
 */
export enum TraceEvent {
  /** A synchronous function begins. Detail: its depth; subject: its context. */
  Enter = 1,
  /** A synchronous function ends. Detail: its depth; subject: its context. */
  Exit,
  /** A leaf is called, at some time after the previous event. Subject: its context. */
  Count,
  /** A coroutine begins. Detail: its depth; subject: its context. */
  Open,
  /** A coroutine leaves the stack to await. Detail: the site; subject: the activation, as below. */
  Await,
  /** A generator leaves the stack, held by its consumer. Detail: the site. */
  Pause,
  /** A coroutine returns to the stack from an await. Detail: its context. */
  Continue,
  /** The consumer resumes a generator. Detail: its context. */
  Resume,
  /** The iterator that a generator delegates to was done: its latest pause did not happen. */
  Retract,
  /** The promise that a `yield` awaited has settled: from now on the consumer holds the generator. */
  Yielded,
  /** A coroutine has left the stack without a probe. Detail: its context. */
  Detach,
  /** A coroutine ends, on the stack or off it. Detail: its context. */
  Close,
  /** The repair has removed all frames above a depth. Detail: that depth. */
  Repair,
  /** A synchronous function was on the stack when the trace began. Numbers as of `Enter`. */
  Standing,
  /** A coroutine had begun before the trace. Detail: its depth, 0 off the stack; subject: its context. */
  Known,
  /** From the previous event, or the beginning of the trace, until now, the event loop slept. */
  Idle,
  /** Until now, the thread was awake: what ran since the previous event is left out of the trace. */
  Awake,
}

export interface TraceInfo {
  clock: ClockDescription;
  /** When the trace began, as an ISO 8601 date; absent where the host has no calendar. */
  startedAt?: string;
  /**
   * The moment of `start` by the monotonic clock that all processes of a machine share, in milliseconds; absent
   * where there is none, and with a custom clock.
   */
  monotonic?: number;
  thread: { id: number; name: string; process?: number };
  /** Engine time, in milliseconds, at which the trace began. */
  start: number;
  /** The tags that it is limited to: it has no event of what ran under others, or none. Absent if it has all. */
  onlyTags?: readonly string[];
}

/** A registered file of instrumented code; its ids follow those of the previous file. */
export interface TraceFile {
  sources: readonly string[];
  /** For `decodeMetadata`; empty if the file was instrumented for another version of the contract. */
  metadata: string;
  /** The number of its functions and sites. Ids of functions begin at 1, those of sites at 0. */
  functions: number;
  sites: number;
}

export interface TraceEnd {
  /** The clock may have been chosen after the trace began. */
  clock: ClockDescription;
  /** Engine time, in milliseconds, at which the trace ended. */
  end: number;
  /**
   * The moment of `end` by the clock of `TraceInfo.monotonic`. Engine time leaves out what our own work takes, most of
   * it while files are loaded: the moments after that follow from this one.
   */
  monotonic?: number;
  /** Events recorded, kept or not. */
  events: number;
  /** Events overwritten in the ring buffer. */
  overwritten: number;
  /** Events refused by the sink. */
  dropped: number;
  /** Whether `Idle` events tell all of the time that the event loop slept. */
  tellsIdle?: boolean;
  /** What a reader must know before trusting the trace. */
  notes: string[];
}

/** What the host appends once the trace is complete. */
export interface TraceHost {
  program?: ProgramDescription;
  /** The thread's name, as given by the host. */
  thread?: string;
  /** Text of the lines that hold functions or sites, by path and line number. */
  lines?: Record<string, Record<string, string>>;
}
