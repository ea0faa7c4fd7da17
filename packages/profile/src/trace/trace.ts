import type {
  ClockDescription,
  FunctionDescription,
  ProgramDescription,
  SiteDescription,
  SourceFile,
} from '../document/profile.js';

/**
 * What one thread did, event by event, as `readTrace` gives it. Times are milliseconds of the
 * engine's time, which stands still while the profiler is stopped.
 */
export interface Trace {
  clock: ClockDescription;
  /** When it began, as an ISO 8601 date. */
  startedAt?: string;
  /**
   * The moment of `start` by the monotonic clock that all processes of a machine share, reckoned back from the end where
   * that is known: engine time leaves out what our own work takes, most of it at the start.
   */
  monotonic?: number;
  /**
   * Milliseconds that engine time has left out in all: by `monotonic`, a moment may come out as much later than it was;
   * absent where that is not known.
   */
  leftOut?: number;
  /** What ran, where the host has reported it. */
  program?: ProgramDescription;
  thread: { id: number; name: string; process?: number };
  /** The tags that it is limited to: what ran under others, or under none, is not in it. Absent if it has all. */
  onlyTags?: string[];
  start: number;
  end: number;
  files: SourceFile[];
  functions: FunctionDescription[];
  sites: SiteDescription[];
  contexts: TraceContexts;
  /** By number; the first two have no name: what runs under no tag, and what the profiler itself runs. */
  tags: string[];
  /** In order of time. */
  chunks: EventChunk[];
  /** Events that the file holds. */
  kept: number;
  /** Events that happened; those that the file does not hold were overwritten, dropped or cut off. */
  recorded: number;
  /** Events that the ring has overwritten: what happened before those in the file. */
  overwritten: number;
  /** Events that the sink has refused, somewhere between those in the file. */
  dropped: number;
  /** Whether it tells all of the time that the event loop slept. */
  tellsIdle: boolean;
  /** What a reader must know before trusting the trace. */
  notes: string[];
}

/** The logical call tree. Row 0 is the root, each tag has a root below; parents precede their children. */
export interface TraceContexts {
  /** Row of the parent; -1 for the root. */
  parent: Int32Array;
  /** Index in the trace's `functions`; -1 for a root. */
  function: Int32Array;
  /** Index in the trace's `tags`. */
  tag: Int32Array;
}

/** Events that followed each other without a gap; docs/trace-format.md has their layout. */
export interface EventChunk {
  /** How many events had happened before its first. */
  first: number;
  /** The number of the first activation that is introduced in it. */
  firstActivation: number;
  count: number;
  /** Element `2 * i` is the time of event `i`. */
  times: Float64Array;
  /** Elements `4 * i + 2` and `4 * i + 3` describe event `i`. */
  words: Uint32Array;
}

/** Stands for an activation, a site or a function that does not exist, or is not known. */
export const NONE = -1;
