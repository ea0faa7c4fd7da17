import type { ClockKind, FunctionKind, ProgramDescription } from '../document/profile.js';
import type { Caveat } from './caveats.js';
import type { Difference, Thresholds } from './difference.js';
import type { TestFamily } from './judge.js';
import type { TimingDifference } from './call-timing.js';
import type { MovedFile } from './match-files.js';
import type { FunctionPlace } from './match-functions.js';
import type { ComparedCount, ComparedTime, RunTime } from './run-figures.js';
import type { TimeSplit } from './split.js';

/**
 * How one state of a program differs from another: plain data that survives JSON. Times are milliseconds.
 * Every difference is that of the head less that of the base.
 */
export interface Comparison {
  format: 'coroscope-comparison';
  version: 1;
  clock: ClockKind;
  base: ComparedSide;
  head: ComparedSide;
  /** The time by which functions are compared. */
  by: ComparedTime;
  thresholds: Thresholds;
  /** Undefined with too few runs to say anything about times. */
  family?: TestFamily;
  /** How the runs of both sides were taken differently. */
  caveats: Caveat[];
  /** Files that have moved; their functions are compared all the same. */
  moved: MovedFile[];
  /** Of the whole run. Those that a platform does not tell are absent. */
  times: Partial<Record<RunTime, Difference>>;
  /** All functions that were alive in some run. */
  functions: ComparedFunction[];
  /** Calls of one function by another that only one side has, of functions that ran on both. */
  edges: ComparedEdge[];
}

/** What is known of the runs of a side as such. */
export interface ComparedSide {
  runs: number;
  /** Of the first run. */
  program?: ProgramDescription;
  startedAt?: string;
  /** Of all runs, each once. */
  notes: string[];
}

export interface ComparedFunction {
  name: string;
  kind: FunctionKind;
  /** Undefined where no run of the side has it. */
  base?: FunctionPlace;
  head?: FunctionPlace;
  /** In how many runs of each side it was alive. */
  alive: { base: number; head: number };
  counts: Record<ComparedCount, Difference>;
  /** The time that `by` names. */
  time: Difference;
  /**
   * Where runs differ in whether short calls were timed: which ones. Then nothing can be said about the time.
   * Absent where they don't.
   */
  timing?: TimingDifference;
  /** Where the difference in time comes from. */
  split: TimeSplit;
  /** Its own part of the time: `self + external`, without what it called. */
  exclusive: Difference;
}

/** A call of one function by another that appeared or vanished. */
export interface ComparedEdge {
  status: 'appeared' | 'vanished';
  /** Index in `functions`; -1 for the event loop. */
  caller: number;
  callee: number;
}
