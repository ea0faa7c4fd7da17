/**
 * The Profile document: what a reading of the books looks like once it leaves the engine. Plain
 * data that survives JSON. All times are milliseconds of the engine's time, which stands still
 * while the profiler is stopped. Tables with many rows are stored column by column.
 */
export interface Profile {
  format: 'coroscope-profile';
  version: 1;
  clock: ClockDescription;
  /** When the window opened, as an ISO 8601 date; absent where the host has no calendar. */
  startedAt?: string;
  /** Length of the window: the longest of its threads'. */
  elapsed: number;
  /** What ran; filled in by the host. */
  program?: ProgramDescription;
  files: SourceFile[];
  functions: FunctionDescription[];
  sites: SiteDescription[];
  threads: Thread[];
  /** What a reader must know before trusting the figures: a clock that failed, contexts folded. */
  notes: string[];
}

export type ClockKind = 'wall' | 'cpu' | 'custom';

export interface ClockDescription {
  kind: ClockKind;
  /** The platform's call behind it, for example `performance.now`. */
  source: string;
  /**
   * The shortest step that it was seen to make, in milliseconds. Absent for a clock of the caller's,
   * and for one that stood still while it was being measured.
   */
  resolution?: number;
}

export interface ProgramDescription {
  /** The command line, script first. */
  arguments: string[];
  directory: string;
  /** For example `node 24.1.0 linux x64`. */
  platform: string;
}

export interface SourceFile {
  /** As the transform was given it: absolute, a URL, or relative to the program's directory. */
  path: string;
  /** Text of the lines that hold functions or sites, by line number; filled in by the host. */
  lines?: Record<string, string>;
}

/** How a function's body runs. */
export type FunctionKind = 'module' | 'function' | 'async' | 'generator' | 'asyncGenerator';

export interface FunctionDescription {
  /** Qualified as a person would say it: `Cart.checkout`, `get Cart.size`, `<module>`. */
  name: string;
  kind: FunctionKind;
  /** Index in `files`. */
  file: number;
  /** From 1. */
  line: number;
  /** From 1. */
  column: number;
  /** A leaf: its calls are counted, its time is its callers'. */
  counted: boolean;
}

/** What an activation does at a site; see the design's list of sites. */
export type SiteKind =
  | 'await'
  | 'yield'
  | 'yield*'
  | 'for await'
  | 'await using'
  /** An async function's returned promise, or the implicit await of an async generator's return. */
  | 'return';

export interface SiteDescription {
  /** Index in `functions`. */
  function: number;
  kind: SiteKind;
  line: number;
  column: number;
  /** The site stands inside a loop of its function. */
  inLoop: boolean;
}

export interface Thread {
  id: number;
  /** `main`, `worker 1`, or what the host calls it. */
  name: string;
  /** Process id, where there is one. */
  process?: number;
  /**
   * What ran on the thread under this tag; absent for what ran under none. The entries of one
   * thread have its `id` in common.
   */
  tag?: string;
  elapsed: number;
  /** The most coroutine activations (async functions and generators) alive at once. */
  peak: number;
  /** The logical call tree. Row 0 is the root: what no instrumented function called under the tag. */
  contexts: ContextTable;
  functions: ThreadFunctionTable;
  sites: ThreadSiteTable;
  /** Pairs of awaits that followed each other in one activation. */
  sequences: SequenceTable;
  /** The longest unbroken stretches with instrumented code on stack, longest first. */
  stretches: Stretch[];
  /** Times that a new context was folded into an existing one because the bound had been reached. */
  foldedContexts: number;
  /** What the probes cost on this thread; absent where nobody asked for it to be measured. */
  probeCosts?: ProbeCosts;
}

/** Milliseconds that probes take, with the clock of the profile. The figures include them. */
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
  /** Between the two readings of the clock: part of the activation's own `self`. */
  inside: number;
  /**
   * Before the first and after the second: part of the time of whoever was on the stack before and
   * after, and of the wait where the event is a suspension.
   */
  outside: number;
}

/** One row a context (a function reached by one logical path). Parents precede their children. */
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
}

/** One row a function that was alive in the window: the figures that contexts can't be summed to. */
export interface ThreadFunctionTable {
  /** Index in the profile's `functions`. */
  function: number[];
  /** Recursion counted once. */
  onStack: number[];
  span: number[];
  peak: number[];
  /** The longest life that ended in the window: 0 for what is no coroutine. */
  longest: number[];
  /**
   * Lives of coroutines that ended in the window, by length: from entry to real exit, what the
   * consumer took included. Empty for a synchronous function, whose life is its time on stack.
   */
  life: Histogram[];
}

/** One row a site that was reached in the window. */
export interface ThreadSiteTable {
  /** Index in the profile's `sites`. */
  site: number[];
  suspended: number[];
  resumed: number[];
  /** Activations hanging there when the figures were read. */
  live: number[];
  /** Awaiting and paused together. */
  waiting: number[];
  longest: number[];
  /** Waits that ended in the window, by length. */
  histogram: Histogram[];
}

/**
 * Counts by logarithmic bucket, four to a doubling: bucket `first + i` holds the durations from
 * its own lower bound (inclusive) to the next bucket's; bucket 0 also holds
 * everything shorter. The buckets are piecewise linear between powers of two (as in HdrHistogram):
 * the lower bound of bucket `4 * e + m` is `2 ** e * (1 + m / 4)` microseconds.
 */
export interface Histogram {
  first: number;
  counts: number[];
}

/** How often one site's wait followed another's in the same activation. */
export interface SequenceTable {
  /** Index in the profile's `sites`. */
  before: number[];
  /** Index in the profile's `sites`; the same as `before` for an await in a loop. */
  after: number[];
  count: number[];
  /**
   * Milliseconds by which the activations would have been shorter at most, had the wait at `after`
   * overlapped the waits before it: the growth of (sum of waits - what they would take overlapped),
   * the latter being the longest wait or, if that is more, the work done during them by coroutines
   * that the activation started.
   */
  saving: number[];
}

export interface Stretch {
  /** Since the window opened. */
  start: number;
  duration: number;
  /** Row in `contexts` of the context at the bottom of the stack. */
  context: number;
  /**
   * Row in `contexts` of what held it: the innermost context reached from the bottom by calls that
   * each lasted at least half as long as their caller's.
   */
  heaviest: number;
}
