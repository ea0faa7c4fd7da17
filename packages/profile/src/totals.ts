import type { Profile, Thread } from './document.js';
import { functionTable } from './function-table.js';
import { outermostAwaiting } from './outermost-awaiting.js';
import { isHeldByConsumer } from './site-kind.js';

/** The figures of a whole profile, summed over its threads. Times are milliseconds. */
export interface Totals {
  /** Length of the window: the longest of its threads'. */
  elapsed: number;
  /** Time with instrumented code on stack. */
  onStack: number;
  /** Time without: waiting for events, and whatever is not instrumented. */
  idle: number;
  /**
   * Time suspended on promises. The waits of an activation called by one that waits itself are part
   * of the caller's wait and not added; waits of independent activations that overlapped add up.
   */
  awaiting: number;
  /** Activations entered. */
  calls: number;
  /** Functions called at least once. */
  functions: number;
  /** Times an activation left the stack without exiting. */
  suspensions: number;
  /** The most coroutine activations alive at once on one thread. */
  peak: number;
  /** Activations that waited for a promise when the figures were read. */
  unsettled: number;
  /** The `total` of some function exceeds the elapsed time, since its activations overlapped. */
  exceedsElapsed: boolean;
}

/** Sums a profile up. */
export function totals(profile: Profile): Totals {
  const { elapsed, threads } = profile;
  const table = functionTable(profile);
  return {
    elapsed,
    onStack: sum(table.map(({ self }) => self)),
    idle: sum(threads.map(({ contexts }) => contexts.self[0])),
    awaiting: sum(threads.map(({ contexts }) => outermostAwaiting(contexts))),
    calls: sum(table.map(({ calls }) => calls)),
    functions: table.filter(({ calls }) => calls > 0).length,
    suspensions: sum(table.map(({ suspensions }) => suspensions)),
    peak: Math.max(0, ...threads.map(({ peak }) => peak)),
    unsettled: sum(threads.map((thread) => unsettled(thread, profile))),
    exceedsElapsed: table.some(({ total }) => total > elapsed * (1 + ROUNDING)),
  };
}

/** Sums of many floating-point times stray by less than this share. */
const ROUNDING = 1e-9;

function unsettled({ sites }: Thread, profile: Profile): number {
  return sum(sites.live.filter((_, i) => !isHeldByConsumer(profile.sites[sites.site[i]].kind)));
}

function sum(values: number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
