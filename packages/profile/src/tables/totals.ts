import type { Profile } from '../document/profile.js';
import { threadKey } from '../document/thread-key.js';
import { addKnown } from '../figures/stored-tables.js';
import { functionTable, type FunctionRow } from './function-table.js';
import { outermostAwaiting } from './outermost-awaiting.js';
import { unsettledByFunction } from './unsettled.js';

/** The figures of a whole profile, summed over its threads. Times are milliseconds. */
export interface Totals {
  /** Length of the window: the longest of its threads'. */
  elapsed: number;
  /** Time with instrumented code on stack. */
  onStack: number;
  /** Time without: the event loop slept, or code ran that is not instrumented. */
  offStack: number;
  /** How that divides into the two; undefined where the platform of one of the threads does not tell. */
  idle: number | undefined;
  elsewhere: number | undefined;
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
  /** Activations that entered in the window, and waited for a promise when the figures were read. */
  unsettled: number;
  /** The `total` of some function exceeds the elapsed time, since its activations overlapped. */
  exceedsElapsed: boolean;
}

/**
 * Sums a profile up.
 *
 * @param table Its functions, for a caller that has them: of a large profile they take long.
 */
export function totals(
  profile: Profile,
  table: readonly FunctionRow[] = functionTable(profile),
): Totals {
  const { elapsed, threads } = profile;
  return {
    elapsed,
    onStack: sum(table.map(({ self }) => self)),
    offStack: sum(threads.map(({ contexts }) => contexts.self[0])),
    idle: sumOverThreads(profile, 'idle'),
    elsewhere: sumOverThreads(profile, 'elsewhere'),
    awaiting: sum(threads.map(({ contexts }) => outermostAwaiting(contexts))),
    calls: sum(table.map(({ calls }) => calls)),
    functions: table.filter(({ calls }) => calls > 0).length,
    suspensions: sum(table.map(({ suspensions }) => suspensions)),
    peak: Math.max(0, ...threads.map(({ peak }) => peak)),
    unsettled: sum(unsettledByFunction(profile)),
    exceedsElapsed: table.some(({ total }) => total > elapsed * (1 + ROUNDING)),
  };
}

/** Sums of many floating-point times stray by less than this share. */
const ROUNDING = 1e-9;

/** The sum of a figure that one entry of each thread has, whatever the tags. */
function sumOverThreads({ threads }: Profile, figure: 'idle' | 'elsewhere'): number | undefined {
  const byThread = new Map<string, number | undefined>();
  for (const thread of threads) {
    const key = threadKey(thread);
    byThread.set(key, thread[figure] ?? byThread.get(key));
  }
  return [...byThread.values()].reduce(addKnown, 0);
}

function sum(values: number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
