/**
 * Where a replay puts what happened. Rows stand for activations; a store may give the row of one that has
 * ended to another one. `NONE` stands for an activation, a context, a function or a site that is not known.
 */
export interface ActivationStore {
  /** @param top The activation on top of the stack. */
  add(top: number, context: number, fn: number, start: number, flags: number): number;
  /** Records that nothing on the stack has called it. */
  orphan(row: number): void;
  /** Says what an activation is of, unless its context is known. */
  describe(row: number, context: number, fn: number): void;
  markCoroutine(row: number): void;
  isCoroutine(row: number): boolean;
  functionOf(row: number): number;
  startOf(row: number): number;
  endActivation(row: number, time: number): void;
  /** Counts suspensions. */
  suspend(row: number, times: number): void;
  /** Counts a call in a context. */
  count(context: number): void;
  /** @param consumer The activation that resumes a generator. */
  beginInterval(row: number, state: number, site: number, time: number, consumer?: number): void;
  /** Ends the interval that an activation is in, if any. */
  endInterval(row: number, time: number): void;
  hasInterval(row: number): boolean;
  /** Where an activation waits that is in an interval. */
  currentSite(row: number): number;
  /** Begins a period of activity, if the activation is in none. */
  beginPeriod(row: number, time: number): void;
  endPeriod(row: number, time: number): void;
  /** Begins a task with the activation at the bottom of its stack. */
  beginTask(root: number, time: number): void;
  endTask(time: number): void;
  /** Whether any task has begun. */
  readonly hasTask: boolean;
  readonly latestTaskEnd: number | undefined;
  addSleep(start: number, end: number): void;
  /** What is still under way lasts until the end of the trace. */
  finish(end: number): void;
}
