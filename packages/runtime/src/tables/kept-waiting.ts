import { enlargedFloats, enlargedIntegers } from '../platform/intrinsics.js';
import { functionStats } from './function-stats.js';

/**
 * Who may have kept a wait that ends now from ending earlier: the functions at the bottom of the tasks of the
 * last two turns, each with the end of its latest task, the most recent one last:
 *
 *     tasks     ==a==   ==b==   ==a==   ==c==  |now
 *     recent    b       a       c
 *     end           b'      a'      c'
 *
 * A contended stretch ends after all of them; so it lies over a task of those whose latest task ended after
 * it began, and each of them has kept one more wait waiting, however many of its tasks lie below the stretch.
 */
let capacity = 16;

const recent = {
  count: 0,
  /** Row in function-stats. */
  row: new Int32Array(capacity),
  end: new Float64Array(capacity),
};

/** A task has ended, later than all before it. */
export function addRecentTask(functionRow: number, end: number): void {
  const { row, end: ends } = recent;
  let at = recent.count - 1;
  while (at >= 0 && row[at] !== functionRow) at--;
  if (at < 0) {
    if (recent.count === capacity) growRecentTasks();
    at = recent.count++;
  }
  const last = recent.count - 1;
  for (; at < last; at++) {
    row[at] = row[at + 1];
    ends[at] = ends[at + 1];
  }
  recent.row[last] = functionRow;
  recent.end[last] = end;
}

/** Counts a wait whose contended stretch began at a moment. */
export function countKeptWaiting(from: number): void {
  for (let at = recent.count - 1; at >= 0 && recent.end[at] > from; at--) {
    functionStats.keptWaiting[recent.row[at]]++;
  }
}

/** Forgets the tasks that ended by a moment before which no later stretch begins. */
export function forgetRecentTasks(horizon: number): void {
  const { row, end, count } = recent;
  let forgotten = 0;
  while (forgotten < count && end[forgotten] <= horizon) forgotten++;
  if (forgotten === 0) return;
  for (let at = forgotten; at < count; at++) {
    row[at - forgotten] = row[at];
    end[at - forgotten] = end[at];
  }
  recent.count -= forgotten;
}

/** Size of the tables in this file, in bytes. */
export function recentTaskBytes(): number {
  return recent.row.byteLength + recent.end.byteLength;
}

function growRecentTasks(): void {
  const row = enlargedIntegers(recent.row, capacity * 2);
  const end = enlargedFloats(recent.end, capacity * 2);
  recent.row = row;
  recent.end = end;
  capacity *= 2;
}
