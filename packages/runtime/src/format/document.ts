import type { FunctionKind, SiteKind } from './kinds.js';

/**
 * The Profile document: the figures of a window as they leave the engine. Plain data that survives
 * JSON. All times are milliseconds of the engine's time, which stands still while the profiler is
 * stopped. Tables with many rows are stored column by column.
 */
export interface Profile {
  format: 'coroscope-profile';
  /** Files are written in version 3, which has the same content in less room: docs/profile-format.md. */
  version: 2;
  clock: ClockDescription;
  /** When the window opened, as an ISO 8601 date; absent where the host has no calendar. */
  startedAt?: string;
  /**
   * When the window opened, by the monotonic clock that all processes of a machine share: milliseconds from an
   * origin that means nothing, so that only differences do. Absent where there is none, and with a custom clock.
   */
  monotonic?: number;
  /** Length of the window: that of its longest thread. */
  elapsed: number;
  /** What ran; filled in by the host. */
  program?: ProgramDescription;
  /** The processes that ran it, the first one first; filled in by the host. */
  processes?: ProcessDescription[];
  /**
   * How many runs were added up, one after the other; absent for one. Then `span` and `idle` of a function
   * are at most these, if threads of one name ran at once, and `peak` is at least this.
   */
  runs?: number;
  files: SourceFile[];
  functions: FunctionDescription[];
  sites: SiteDescription[];
  threads: Thread[];
  /** What a reader must know before trusting the figures: a clock failed, contexts were folded. */
  notes: string[];
}

export type ClockKind = 'wall' | 'cpu' | 'custom';

export interface ClockDescription {
  kind: ClockKind;
  /** The platform's call behind it, for example `performance.now`. */
  source: string;
  /**
   * The shortest step that it was seen to make, in milliseconds. Absent for a custom clock, and for
   * one that stood still while it was being measured.
   */
  resolution?: number;
  /**
   * The call behind the CPU time of long tasks: of the thread, or of the whole process. Absent where
   * there is no such clock.
   */
  cpu?: string;
}

export interface ProgramDescription {
  /** The command line, script first. */
  arguments: string[];
  directory: string;
  /** For example `node 24.1.0 linux x64`. */
  platform: string;
}

/**
 * How a process ended: by itself, with nothing left to run; or it was ended by `process.exit` or a signal; by an
 * error that nothing caught; or so that it could not save its figures, which are then as they were before.
 */
export type ProcessEnd = 'drained' | 'ended' | 'crashed' | 'killed';

export interface ProcessDescription {
  /** As `process` of its threads. */
  id: number;
  /** The command line, script first. */
  arguments: string[];
  /** Absent where nobody knows. */
  end?: ProcessEnd;
}

export interface SourceFile {
  /** As passed to the transform: absolute, a URL, or relative to the program's directory. */
  path: string;
  /**
   * Text of the lines that hold functions or sites, or above one of them a hint for the report, by line
   * number; filled in by the host.
   */
  lines?: Record<string, string>;
}

export interface FunctionDescription {
  /** Qualified name: `Cart.checkout`, `get Cart.size`, `<module>`. */
  name: string;
  kind: FunctionKind;
  /** Index in `files`. */
  file: number;
  /** From 1. */
  line: number;
  /** From 1. */
  column: number;
  /** A leaf: its calls are counted, and its time belongs to its callers. */
  counted: boolean;
}

export interface SiteDescription {
  /** Index in `functions`. */
  function: number;
  kind: SiteKind;
  line: number;
  column: number;
  /** The site stands inside a loop of its function. */
  inLoop: boolean;
  /**
   * Indices in `sites` of earlier waits of the same function on whose result or outcome this one
   * depends; absent if there are none.
   */
  dependsOn?: number[];
}

/**
 * How a thread ended: by itself, with nothing left to run, so that what still waits hangs; or it was
 * ended, by `process.exit`, an uncaught error, a signal or the end of another thread; or it had not ended when the
 * profile was read.
 */
export type ThreadEnd = 'drained' | 'ended' | 'running';

export interface Thread {
  id: number;
  /** `main`, `worker 1`, or the name given by the host. */
  name: string;
  /** Process id, where there is one. */
  process?: number;
  /**
   * The tag under which these figures were recorded; absent for what ran under none. All entries of
   * one thread share its `id`.
   */
  tag?: string;
  /**
   * When its window opened, by the clock of `monotonic`: milliseconds since that of the profile. Absent where it
   * is the same.
   */
  start?: number;
  elapsed: number;
  /**
   * How it ended; filled in by the host, and absent where the profile was read before or nobody knows.
   */
  end?: ThreadEnd;
  /**
   * Time during which the event loop slept, and time that neither instrumented code nor sleep took:
   * `elapsed` is the sum of these two and of `self` of all contexts of the thread but the roots.
   * Absent where the platform does not tell idle time. With tags, the untagged entry has them.
   */
  idle?: number;
  elsewhere?: number;
  /** The contended time that no context is to blame for; absent, and placed, as `idle` is. */
  blame?: UnattributedBlame;
  /** The most coroutine activations (async functions and generators) alive at once. */
  peak: number;
  /** The logical call tree. Row 0 is the root: calls under the tag that no instrumented function made. */
  contexts: ContextTable;
  functions: ThreadFunctionTable;
  sites: ThreadSiteTable;
  /** Pairs of awaits that followed each other in one activation. */
  sequences: SequenceTable;
  /** Calls from the root that came in bursts; absent where `idle` of the thread is, and before version 3. */
  bursts?: BurstTable;
  /** The longest tasks (unbroken times with instrumented code on the stack), longest first. */
  stretches: LongTask[];
  /** How many times a new context was folded into an existing one because the limit was reached. */
  foldedContexts: number;
  /** What the probes cost on this thread; absent unless it was measured. */
  probeCosts?: ProbeCosts;
}

/**
 * Over all entries of a thread, the sum of `contended` of the contexts is exactly that of their `blame`
 * and of these two.
 */
export interface UnattributedBlame {
  /** Contended time that passed while tasks ran that were too short to be told apart. */
  shortTasks: number;
  /** Contended time that passed while no instrumented code was on the stack. */
  elsewhere: number;
}

/** Milliseconds that probes take with the profile's clock. The figures include them. */
export interface ProbeCosts {
  /** The entry and the exit of a synchronous function. */
  call: ProbeCost;
  /** A call of a counted function. */
  count: ProbeCost;
  /** The entry and the exit of an async function or a generator. */
  coroutine: ProbeCost;
  /** A suspension and the resumption that ends it. */
  suspension: ProbeCost;
}

export interface ProbeCost {
  /** Between the two clock reads: part of the activation's own `self`. */
  inside: number;
  /**
   * Before the first and after the second: part of the time of what was on top of the stack before
   * and after, or of the wait where the event is a suspension.
   */
  outside: number;
}

/**
 * One row per context (a function reached by one logical path of calls). Parents precede their children. Columns
 * that are equal may be one array: they are there to be read, not to be changed.
 */
export interface ContextTable {
  /** Row of the parent; -1 for the root. */
  parent: number[];
  /** Index in the profile's `functions`; -1 for the root. */
  function: number[];
  /** Activations entered in the window. */
  calls: number[];
  /** Activations that were alive when the window opened. */
  carriedIn: number[];
  /** Activations alive when the figures were read. */
  live: number[];
  suspensions: number[];
  self: number[];
  onStack: number[];
  awaiting: number[];
  paused: number[];
  external: number[];
  /** The part of `external` during which the thread was idle; absent where `idle` of the thread is. */
  outside?: number[];
  /** At most this part of `external` is the busy thread to blame for; absent as `outside` is. */
  contended?: number[];
  /** The contended time of others while tasks ran that began here; absent as `outside` is. */
  blame?: number[];
  /**
   * The calls that were not timed, of functions that had proved too short for it: their time is that of the
   * nearest timed caller. Absent where every call was timed.
   */
  untimed?: number[];
}

/** One row per function that was alive in the window: figures that are no sums over contexts. */
export interface ThreadFunctionTable {
  /** Index in the profile's `functions`. */
  function: number[];
  /** Recursion counted once. */
  onStack: number[];
  span: number[];
  /**
   * The idle time of the thread while at least one activation was alive; absent where `idle` of the
   * thread is.
   */
  idle?: number[];
  /**
   * Waits of other calls that ended later, or may have, because tasks ran that began in this function:
   * those of which `blame` is the sum. Each counts once, however many of these tasks kept it. Absent
   * as `idle` is, and in a profile of version 2.
   */
  keptWaiting?: number[];
  peak: number[];
  /** The longest duration of a coroutine that ended in the window; 0 for a synchronous function. */
  longest: number[];
  /**
   * Durations of the coroutines that ended in the window: from entry to real exit, including the
   * time held by the consumer. Empty for a synchronous function, which lasts as long as its frame.
   */
  life: Histogram[];
}

/** One row per site that was reached in the window. */
export interface ThreadSiteTable {
  /** Index in the profile's `sites`. */
  site: number[];
  suspended: number[];
  resumed: number[];
  /** Activations suspended there when the figures were read. */
  live: number[];
  /**
   * Those of them that can't go on, since nothing held them any more and the collector had taken them when it was looked
   * for; absent unless that was asked for.
   */
  collected?: number[];
  /** Awaiting and paused together. */
  waiting: number[];
  /** As of contexts, and absent likewise. */
  outside?: number[];
  contended?: number[];
  longest: number[];
  /** Waits that ended in the window, by length. */
  histogram: Histogram[];
}

/**
 * Counts by logarithmic bucket: bucket `first` holds the durations from its own lower bound (inclusive)
 * to the next bucket's, and so on; bucket 0 also holds everything shorter. The buckets are piecewise
 * linear between powers of two, as in HdrHistogram: the lower bound of bucket `64 * e + m` is
 * `2 ** e * (1 + m / 64)` microseconds.
 */
export interface Histogram {
  first: number;
  /** A negative number stands for as many empty buckets. */
  counts: number[];
  /** The buckets to a doubling, if these are not 64: a profile of version 1 had 4. */
  subBuckets?: number;
}

/** How often one site's wait followed another's in the same activation. */
export interface SequenceTable {
  /** Index in the profile's `sites`. */
  before: number[];
  /** Index in the profile's `sites`; the same as `before` for an await in a loop. */
  after: number[];
  count: number[];
  /**
   * Upper bound, in milliseconds, of what the activations would have saved had the wait at `after`
   * overlapped those before it: the growth of (sum of waits - their duration if overlapped). The
   * latter is the longest wait or, if that is more, the work done during the waits by coroutines
   * that the activation started.
   */
  saving: number[];
}

/**
 * How often calls from the root followed upon a task, with nothing but other such calls in between, in the
 * same turn of the event loop: so a library calls what it is given when a promise has settled that it waits
 * for.
 */
export interface BurstTable {
  /** Row in `contexts`: what ran before, at the bottom of the stack. */
  before: number[];
  /** Row in `contexts`: what was called. */
  after: number[];
  /** Bursts with such calls. */
  count: number[];
  /** Calls of `after` in all of them. */
  calls: number[];
}

/** An unbroken time with instrumented code on the stack, during which the event loop was blocked. */
export interface LongTask {
  /** Since the window opened. */
  start: number;
  duration: number;
  /** Row in `contexts` of the context at the bottom of the stack. */
  context: number;
  /**
   * Row in `contexts` of what took most of it: the innermost context reached from the bottom by calls
   * that each took at least half of their caller's time.
   */
  heaviest: number;
  /** The contended time of others that passed meanwhile; absent where `idle` of the thread is. */
  blame?: number;
  /** CPU time of the thread meanwhile, as far as that was measured: for the rest it stood still. */
  cpu?: number;
}
