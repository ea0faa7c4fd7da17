import { NO_PLACE } from './places.js';

/** A `return` that waits for a promise. */
export interface PendingReturn {
  promise: Promise<unknown>;
  site: number;
}

/** What an activation must remember that has been off the stack, or is not one of the most common kind. */
export class History {
  /** The row of its present wait, or of the latest. */
  row = 0;
  /** When its present or latest wait began. */
  since = 0;
  /** Number of waits that have ended, so that an observer knows whether its own still lasts. */
  ended = 0;
  /** Set while a delegated iterator has handed out what may be its end. */
  delegating = false;
  /** It came back on the stack by itself, from an await, and not at the call of its consumer. */
  isContinuation = false;
  /** Time on stack in such stretches, together with the work of the coroutines it started that ended. */
  work = 0;
  /** The work of those that ended since its present or latest wait began. */
  workMeanwhile = 0;
  /** Place of the last await that ended. */
  previousPlace = NO_PLACE;
  /** The work done during such awaits, and what they would have taken at least (see sequences). */
  waitWork = 0;
  leastTime = 0;
  /** The promise that it is about to return, if that is one to wait for. */
  returned: PendingReturn | null = null;
  isModule = false;
  /** Its number in traces, from 1; 0 as long as none has met it. */
  number = 0;

  constructor(
    /** When the activation began. */
    readonly entered: number,
  ) {}
}
