import { NO_SITE_ROW } from '../tables/site-stats.js';

/** A `return` that waits for a promise. */
export interface PendingReturn {
  promise: Promise<unknown>;
  site: number;
}

/** What is remembered of an activation that has been off the stack, or is not of the most common kind. */
export class History {
  /** Row of its current or latest suspension. */
  row = 0;
  /** When its current or latest suspension began. */
  since = 0;
  /** Until when a child of its last explained its current or latest wait. */
  explainedUntil = 0;
  /** Number of suspensions that have ended, by which a callback knows whether its own still lasts. */
  ended = 0;
  /** Set while the latest result of a delegated iterator may turn out to be its last. */
  delegating = false;
  /** Whether it came back on the stack from an await, rather than because its consumer called it. */
  isContinuation = false;
  /** Time on stack as such a continuation, plus the work of the coroutines it started that have ended. */
  work = 0;
  /** The work of those that ended since its current or latest suspension began. */
  workMeanwhile = 0;
  /** Row, in site-stats, of its latest await that has ended. */
  previousSiteRow = NO_SITE_ROW;
  /** The work done during its awaits, and the least time that they would have taken (see overlap). */
  waitWork = 0;
  leastTime = 0;
  /** The promise that it is about to return, if that has to settle first. */
  returned: PendingReturn | null = null;
  isModule = false;
  /** Its number in traces, from 1; 0 until a trace has introduced it. */
  number = 0;

  constructor(
    /** When the activation began. */
    readonly entered: number,
  ) {}
}
