import type { ClockDescription, ProgramDescription } from './document.js';

/**
 * How a trace is stored: what the engine writes and `readTrace` of @coroscope/profile reads.
 * docs/trace-format.md describes it for everybody else.
 */
export const TRACE_MAGIC = 'COROTRCE';
export const TRACE_VERSION = 1;
/** Written in the byte order of the machine, which is that of all numbers. */
export const TRACE_BYTE_ORDER = 0x01020304;
/** Magic, version, byte order. */
export const TRACE_HEADER_BYTES = 16;
/** Kind and length of what follows; a block is padded to a multiple of 8 bytes. */
export const TRACE_BLOCK_HEADER_BYTES = 8;
export const TRACE_EVENT_BYTES = 16;
/** Before the events of a block: its first event's place in the whole, its first new activation. */
export const TRACE_EVENTS_PREFIX_BYTES = 16;
/** Bits of an event's third word that hold its kind; the others are its detail. */
export const TRACE_KIND_BITS = 5;

export enum TraceBlock {
  /** `TraceInfo`, as JSON. */
  Info = 1,
  /** An array of `TraceFile`, as JSON: those registered since the last such block. */
  Files,
  /** Pairs of 32-bit numbers, parent and function: the contexts made since the last such block. */
  Contexts,
  Events,
  /** `TraceEnd`, as JSON. */
  End,
  /** `TraceHost`, as JSON. */
  Host,
  /** An array of texts, as JSON: the tags that have come up since the last such block. */
  Tags,
}

/**
 * What happened, with the two numbers that an event has beside its time. An activation is that of a
 * coroutine; they are numbered in the order in which `Open` and `Known` introduce them. Depths are
 * those of the shadow stack, the outermost function having 1.
 */
export enum TraceEvent {
  /** A synchronous function begins. Detail: its depth; subject: its context. */
  Enter = 1,
  /** A synchronous function ends. Detail: its depth; subject: its context. */
  Exit,
  /** A leaf is called, at some time after the event before. Subject: its context. */
  Count,
  /** A coroutine begins. Detail: its depth; subject: its context. */
  Open,
  /** It leaves the stack to await. Detail: the site; subject: the activation. Likewise below. */
  Await,
  /** It leaves the stack, held by its consumer. Detail: the site. */
  Pause,
  /** It comes back from an await. Detail: its context. */
  Continue,
  /** Its consumer resumes it. Detail: its context. */
  Resume,
  /** Its consumer resumes it: the iterator it delegates to was done, and the pause was none. */
  Retract,
  /** What its `yield` awaited has settled: from now on it is held by its consumer. */
  Yielded,
  /** It is found to have left the stack without a probe. Detail: its context. */
  Detach,
  /** It ends, on the stack or off it. Detail: its context. */
  Close,
  /** The repair has removed all frames above a depth. Detail: that depth. */
  Repair,
  /** A synchronous function was on the stack when the trace began. As `Enter`. */
  Standing,
  /** A coroutine had begun before the trace. Detail: its depth, 0 off the stack; subject: its context. */
  Known,
}

export interface TraceInfo {
  clock: ClockDescription;
  /** When the trace began, as an ISO 8601 date; absent where the host has no calendar. */
  startedAt?: string;
  thread: { id: number; name: string; process?: number };
  /** Engine time, in milliseconds, at which the trace began. */
  start: number;
}

/** A file of instrumented code as it registered itself; ids follow those of the file before. */
export interface TraceFile {
  sources: readonly string[];
  /** For `decodeMetadata`; empty if the file was instrumented for another version of the contract. */
  metadata: string;
  /** How many ids of functions and of sites it has. The first function ever has 1, the first site 0. */
  functions: number;
  sites: number;
}

export interface TraceEnd {
  /** It may have been chosen after the trace began. */
  clock: ClockDescription;
  /** Engine time, in milliseconds, at which the trace ended. */
  end: number;
  /** Events recorded, kept or not. */
  events: number;
  /** Those that the ring has overwritten. */
  overwritten: number;
  /** Those that the sink has refused. */
  dropped: number;
  /** What a reader must know before trusting the trace. */
  notes: string[];
}

/** What the host adds once the trace is complete. */
export interface TraceHost {
  program?: ProgramDescription;
  /** What the host calls the thread. */
  thread?: string;
  /** Text of the lines that hold functions or sites, by path and line number. */
  lines?: Record<string, Record<string, string>>;
}
