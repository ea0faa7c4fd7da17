import { Column } from '../format/memory-layout.js';
import { enlargedFloats, enlargedIntegers } from '../platform/intrinsics.js';
import { largerIntegers, place, sharedIntegers } from '../platform/thread-memory.js';
import {
  contexts,
  Figure,
  FIGURE_SHIFT,
  functionOf,
  functionRowOf,
  isRoot,
  parentOf,
} from './contexts.js';
import { functionStats } from './function-stats.js';
import { Size, sizes } from './sizes.js';

/**
 * Hot functions: synchronous ones whose calls have proved too short to be timed. Such a function is counted, as
 * a leaf is: its calls, callers and callees stay exact, and its time is that of its nearest timed caller.
 *
 *     credit of a function
 *       ENOUGH  - - - - - - - - - - - - - ,----  counted; one call in SAMPLE is timed
 *                                    ,---'   `
 *            0  --.        ,--------'          `--  timed again
 *                  `------'
 *              each timed call adds LIMIT less what it took
 */

const CAPACITY = 1024;

/** Of counted calls, one in so many is timed, to find out whether the function has become slow. */
export const SAMPLE = 256;

/** Calls, much shorter than the limit, after which a function is counted. */
const TRIAL = 1000;

/** See contexts for why this is an object. */
export const hotFunctions = {
  /** By the functions' ids: 1 for those that are counted now. */
  isCounted: sharedIntegers(Column.HotCounted, CAPACITY),
  /** By the functions' ids: which of all times that a function was timed again was its latest; 0 for none. */
  timedAgain: sharedIntegers(Column.HotTimedAgain, CAPACITY),
  /** Of those that are counted: calls until one is timed. */
  untilTimed: new Int32Array(CAPACITY),
  /** By row of function-stats: see above. Infinite of those that are counted, whose every timed call is judged. */
  credit: new Float64Array(CAPACITY),
  /** By row of function-stats: the credit of those that are counted. */
  standing: new Float64Array(CAPACITY),
  /** Mean milliseconds, callees included, below which a function is counted. */
  limit: 0,
  enough: 0,
};

let hasCounted = false;

/** @param limit In milliseconds; 0 counts nothing. */
export function limitHotFunctions(limit: number): void {
  hotFunctions.limit = limit;
  hotFunctions.enough = limit * TRIAL;
  sizes[Size.CountsHot] = hasCounted || limit > 0 ? 1 : 0;
  if (limit > 0 || !hasCounted) return;
  const { isCounted } = hotFunctions;
  settle();
  for (let fn = 0; fn < isCounted.length; fn++) if (isCounted[fn] === 1) timeSettled(fn);
}

/** Whether functions may be counted, or have been. */
export function countsHotFunctions(): boolean {
  return sizes[Size.CountsHot] === 1;
}

/** Makes room for a row of function-stats. */
export function growCredit(): void {
  const rows = functionStats.fn.length;
  hotFunctions.credit = enlargedFloats(hotFunctions.credit, rows);
  hotFunctions.standing = enlargedFloats(hotFunctions.standing, rows);
}

/** Decides about a function whose credit has become as high or as low as it can be. */
export function judge(row: number, duration: number): void {
  const { credit, standing, isCounted, limit, enough } = hotFunctions;
  const fn = functionStats.fn[row];
  if (isCounted[fn] !== 1) {
    const isHot = credit[row] > enough && credit[row] < Infinity;
    if (isHot) count(fn);
    standing[row] = enough;
    credit[row] = isHot ? Infinity : credit[row] < 0 ? -enough : 0;
    return;
  }
  if (credit[row] < Infinity) {
    // It is counted because of what it did under another tag.
    standing[row] = enough;
    credit[row] = Infinity;
  }
  // The call stands for all that were not timed before it.
  standing[row] += SAMPLE * (limit - duration);
  if (standing[row] > enough) standing[row] = enough;
  if (standing[row] >= 0) return;
  time(fn);
  credit[row] = 0;
}

function count(fn: number): void {
  if (fn >= hotFunctions.isCounted.length) {
    const isCounted = largerIntegers(hotFunctions.isCounted, fn * 2);
    const timedAgain = largerIntegers(hotFunctions.timedAgain, fn * 2);
    hotFunctions.untilTimed = enlargedIntegers(hotFunctions.untilTimed, fn * 2);
    hotFunctions.isCounted = place(Column.HotCounted, isCounted);
    hotFunctions.timedAgain = place(Column.HotTimedAgain, timedAgain);
  }
  hotFunctions.isCounted[fn] = 1;
  hotFunctions.untilTimed[fn] = SAMPLE;
  hasCounted = true;
}

/** Times a function again. What has been measured of it so far is its callers' for good. */
function time(fn: number): void {
  settle();
  timeSettled(fn);
}

/**
 * Gives what has been measured of functions that are counted to their callers. All of them: what one has left to its
 * caller must not become that of a caller in between that is timed from now on.
 */
function settle(): void {
  const { isCounted } = hotFunctions;
  const { figures } = contexts;
  // Children follow their parents: backwards, all below a context has been moved when its turn comes.
  for (let context = sizes[Size.Contexts] - 1; context > 0; context--) {
    if (isCounted[functionOf(context)] !== 1 || isRoot(parentOf(context))) continue;
    const offset = context << FIGURE_SHIFT;
    figures[(parentOf(context) << FIGURE_SHIFT) + Figure.Self] += figures[offset + Figure.Self];
    figures[offset + Figure.Self] = figures[offset + Figure.OnStack] = 0;
  }
}

/** The time of a function is that of its calls by no instrumented function, which have been timed. */
function timeSettled(fn: number): void {
  hotFunctions.isCounted[fn] = 0;
  hotFunctions.timedAgain[fn] = ++sizes[Size.HotChanges];
  const { onStack } = functionStats;
  for (let row = sizes[Size.Functions] - 1; row > 0; row--) {
    if (functionStats.fn[row] === fn) onStack[row] = 0;
  }
  for (let context = sizes[Size.Contexts] - 1; context > 0; context--) {
    if (functionOf(context) !== fn || !isRoot(parentOf(context))) continue;
    const offset = context << FIGURE_SHIFT;
    onStack[functionRowOf(context)] += contexts.figures[offset + Figure.OnStack];
  }
}

/** The figures of a reading that counting moves. */
interface TimedFigures {
  contexts: { self: Float64Array; onStack: Float64Array };
  /** By row of function-stats. */
  functions: { onStack: Float64Array; span: Float64Array };
}

/**
 * Gives the time of functions that are counted to their nearest timed callers. What was called by no
 * instrumented function has been timed, and stays.
 *
 * @param since `Size.HotChanges` when the figures were read: what was counted at any time since then counts as well
 */
export function moveHotTime(
  { contexts: columns, functions }: TimedFigures,
  since = sizes[Size.HotChanges],
): void {
  if (!countsHotFunctions()) return;
  const { isCounted, timedAgain } = hotFunctions;
  const isMoved = (fn: number) => isCounted[fn] === 1 || timedAgain[fn] > since;
  for (let row = 1; row < functions.onStack.length; row++) {
    if (isMoved(functionStats.fn[row])) functions.onStack[row] = functions.span[row] = 0;
  }
  const { self, onStack } = columns;
  // Children follow their parents: backwards, all below a context has been moved when its turn comes.
  for (let context = self.length - 1; context > 0; context--) {
    if (isRoot(context) || !isMoved(functionOf(context))) continue;
    const parent = parentOf(context);
    if (isRoot(parent)) {
      const row = functionRowOf(context);
      functions.onStack[row] += onStack[context];
      functions.span[row] += onStack[context];
    } else {
      self[parent] += self[context];
      self[context] = onStack[context] = 0;
    }
  }
}

/** Size of the tables in this file, in bytes. */
export function hotFunctionBytes(): number {
  const { isCounted, untilTimed, credit } = hotFunctions;
  return isCounted.byteLength * 2 + untilTimed.byteLength + credit.byteLength * 2;
}
