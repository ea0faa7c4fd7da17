import type {
  ClockDescription,
  FunctionDescription,
  ProgramDescription,
  SiteDescription,
  SourceFile,
} from '../document.js';

/**
 * What one thread did, event by event, as `readTrace` gives it. Times are milliseconds of the
 * engine's time, which stands still while the profiler is stopped.
 */
export interface Trace {
  clock: ClockDescription;
  /** When it began, as an ISO 8601 date. */
  startedAt?: string;
  /** What ran, where the host has told. */
  program?: ProgramDescription;
  thread: { id: number; name: string; process?: number };
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
  /** Events that are here. */
  kept: number;
  /** Events that happened; those that are not here were overwritten, dropped or cut off. */
  recorded: number;
  /** Events that the ring has overwritten: what happened before those that are here. */
  overwritten: number;
  /** Events that the sink has refused, somewhere among those that are here. */
  dropped: number;
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
  /** Elements `4 * i + 2` and `4 * i + 3` are what is said of event `i`. */
  words: Uint32Array;
}

/** Stands for an activation, a site or a function that there is none of, or that is not known. */
export const NONE = -1;
