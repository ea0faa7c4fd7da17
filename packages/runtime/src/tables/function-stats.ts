import { Column } from '../format/memory-layout.js';
import { enlargedIntegers, newMap } from '../platform/intrinsics.js';
import {
  largerFloats,
  largerIntegers,
  place,
  sharedFloats,
  sharedIntegers,
} from '../platform/thread-memory.js';
import { Size, sizes } from './sizes.js';
import { UNTAGGED } from './tags.js';

const CAPACITY = 1024;
let capacity = CAPACITY;

/**
 * Figures of functions that are no sums over their contexts. A function has a row for each tag under
 * which it has run, added with its first context there. See contexts for why this is an object.
 */
export const functionStats = {
  fn: sharedIntegers(Column.FunctionIds, CAPACITY),
  tag: sharedIntegers(Column.FunctionTags, CAPACITY),
  /** Activations alive; those of a synchronous function are its frames on the stack. */
  alive: sharedIntegers(Column.FunctionAlive, CAPACITY),
  /** The most alive at once since the last flush (see high-water-marks). */
  peak: sharedIntegers(Column.FunctionPeak, CAPACITY),
  /** Frames of logically outermost activations of a coroutine on the stack. */
  stacked: sharedIntegers(Column.FunctionStacked, CAPACITY),
  /** Time with at least one such frame on the stack. */
  onStack: sharedFloats(Column.FunctionOnStack, CAPACITY),
  /** Of a coroutine, the time with at least one activation alive, up to when the last one ended. */
  span: sharedFloats(Column.FunctionSpan, CAPACITY),
  /** While one is alive: when the first one began. */
  aliveSince: sharedFloats(Column.FunctionAliveSince, CAPACITY),
  /** The same of the thread's idle time: how much of it passed meanwhile, and how much had passed before. */
  idle: sharedFloats(Column.FunctionIdle, CAPACITY),
  idleBefore: sharedFloats(Column.FunctionIdleBefore, CAPACITY),
  /** Waits that ended later, or may have, because tasks ran that began in it (see kept-waiting). */
  keptWaiting: sharedFloats(Column.FunctionKeptWaiting, CAPACITY),
  /** The longest duration of a coroutine that ended since the last flush. */
  longestDuration: sharedFloats(Column.FunctionLongest, CAPACITY),
  /** Row of the histogram of a coroutine's durations, or 0. */
  durationHistogram: sharedIntegers(Column.FunctionHistogram, CAPACITY),
  /** 1 for a coroutine, whose activations outlast their frames. */
  isCoroutine: sharedIntegers(Column.FunctionIsCoroutine, CAPACITY),
};

// Row 0 is reserved: 0 stands for none.
sizes[Size.Functions] = 1;

/** By function: its row without a tag, or 0. */
let functionCapacity = CAPACITY;
let untagged = new Int32Array(functionCapacity);
const tagged = newMap<number, number>();

/** The row of a function under a tag, added if it is new. */
export function rowOfFunction(fn: number, tag: number): number {
  if (tag === UNTAGGED) {
    if (fn >= functionCapacity) {
      untagged = enlargedIntegers(untagged, fn * 2);
      functionCapacity = fn * 2;
    }
    return (untagged[fn] ||= addRow(fn, tag));
  }
  // Exact in a double: there are fewer than 2 ** 31 functions.
  const key = tag * 0x80000000 + fn;
  const known = tagged.get(key);
  if (known !== undefined) return known;
  if (sizes[Size.Functions] === capacity) growFunctionStats();
  tagged.set(key, sizes[Size.Functions]);
  return addRow(fn, tag);
}

function addRow(fn: number, tag: number): number {
  if (sizes[Size.Functions] === capacity) growFunctionStats();
  const row = sizes[Size.Functions];
  functionStats.fn[row] = fn;
  functionStats.tag[row] = tag;
  sizes[Size.Functions] = row + 1;
  return row;
}

function growFunctionStats(): void {
  const larger = capacity * 2;
  const tables = {
    fn: largerIntegers(functionStats.fn, larger),
    tag: largerIntegers(functionStats.tag, larger),
    alive: largerIntegers(functionStats.alive, larger),
    peak: largerIntegers(functionStats.peak, larger),
    stacked: largerIntegers(functionStats.stacked, larger),
    onStack: largerFloats(functionStats.onStack, larger),
    span: largerFloats(functionStats.span, larger),
    aliveSince: largerFloats(functionStats.aliveSince, larger),
    idle: largerFloats(functionStats.idle, larger),
    idleBefore: largerFloats(functionStats.idleBefore, larger),
    keptWaiting: largerFloats(functionStats.keptWaiting, larger),
    longestDuration: largerFloats(functionStats.longestDuration, larger),
    durationHistogram: largerIntegers(functionStats.durationHistogram, larger),
    isCoroutine: largerIntegers(functionStats.isCoroutine, larger),
  };
  functionStats.fn = place(Column.FunctionIds, tables.fn);
  functionStats.tag = place(Column.FunctionTags, tables.tag);
  functionStats.alive = place(Column.FunctionAlive, tables.alive);
  functionStats.peak = place(Column.FunctionPeak, tables.peak);
  functionStats.stacked = place(Column.FunctionStacked, tables.stacked);
  functionStats.onStack = place(Column.FunctionOnStack, tables.onStack);
  functionStats.span = place(Column.FunctionSpan, tables.span);
  functionStats.aliveSince = place(Column.FunctionAliveSince, tables.aliveSince);
  functionStats.idle = place(Column.FunctionIdle, tables.idle);
  functionStats.idleBefore = place(Column.FunctionIdleBefore, tables.idleBefore);
  functionStats.keptWaiting = place(Column.FunctionKeptWaiting, tables.keptWaiting);
  functionStats.longestDuration = place(Column.FunctionLongest, tables.longestDuration);
  functionStats.durationHistogram = place(Column.FunctionHistogram, tables.durationHistogram);
  functionStats.isCoroutine = place(Column.FunctionIsCoroutine, tables.isCoroutine);
  capacity = larger;
}

/** Size of the tables in this file, in bytes. */
export function functionStatsBytes(): number {
  return (
    functionStats.alive.byteLength * 7 + functionStats.onStack.byteLength * 7 + untagged.byteLength
  );
}
