import { Column } from '../format/memory-layout.js';
import { enlargedFloats, enlargedIntegers } from '../platform/intrinsics.js';
import {
  largerFloats,
  largerIntegers,
  place,
  sharedFloats,
  sharedIntegers,
} from '../platform/thread-memory.js';
import { functionStats } from '../tables/function-stats.js';
import { coroutines } from '../tables/live-coroutines.js';
import {
  longestTasks,
  longTasks,
  resetLongTaskRows,
  resetLongTasks,
  type RecordedLongTask,
} from '../tables/long-tasks.js';
import { NO_SITE_ROW } from '../tables/site-stats.js';
import { Size, sizes } from '../tables/sizes.js';
import {
  SUSPENSION_SHIFT,
  SuspensionFigure,
  SuspensionLink,
  suspensionStats,
} from '../tables/suspension-stats.js';

/**
 * The figures of a window that are no differences: the most activations alive at once, the longest
 * duration, the longest wait, the longest tasks. The engine keeps each since the last flush, and a flush
 * merges them into every open window, so that an event costs the same however many windows are open:
 *
 *     opening of A            opening of B            reading of A
 *          |------ peak: 5 --------|------ peak: 3 --------|
 *     A                          5                       max(5, 3) = 5
 *     B                                                  3
 *
 * The columns are as long as the tables were at the last flush.
 */
export interface HighWaterMarks {
  /** By tag. */
  coroutines: Int32Array<ArrayBufferLike>;
  /** By row of function-stats. */
  functions: Int32Array;
  /** By row of function-stats. */
  durations: Float64Array;
  /** By row of site-stats. */
  waits: Float64Array;
  longTasks: RecordedLongTask[];
}

const open = new Set<HighWaterMarks>();
/** Those of the figures since the last reset, which a watcher reads. */
let shared: HighWaterMarks | null = null;

export function openHighWaterMarks(): HighWaterMarks {
  flushHighWaterMarks();
  const marks: HighWaterMarks = {
    coroutines: new Int32Array(0),
    functions: new Int32Array(0),
    durations: new Float64Array(0),
    waits: new Float64Array(0),
    longTasks: [],
  };
  open.add(marks);
  return marks;
}

/** The same, in the thread's shared memory: there is one such window at a time. */
export function openSharedMarks(): HighWaterMarks {
  shared = openHighWaterMarks();
  sharedIntegers(Column.MarkCoroutines, 0);
  sharedIntegers(Column.MarkFunctions, 0);
  sharedFloats(Column.MarkDurations, 0);
  sharedFloats(Column.MarkWaits, 0);
  resetLongTaskRows();
  return shared;
}

/** Opens marks that have been read from another thread's memory. */
export function adoptHighWaterMarks(marks: HighWaterMarks): void {
  open.clear();
  open.add(marks);
}

export function closeHighWaterMarks(marks: HighWaterMarks): void {
  flushHighWaterMarks();
  open.delete(marks);
}

/** Merges what the engine has kept since the last flush into all open windows, and starts anew. */
export function flushHighWaterMarks(): void {
  for (const marks of open) {
    enlarge(marks);
    coroutines.peak.forEach((peak, tag) => raise(marks.coroutines, tag, peak));
    for (let row = 1; row < sizes[Size.Functions]; row++) {
      raise(marks.functions, row, functionStats.peak[row]);
      raise(marks.durations, row, functionStats.longestDuration[row]);
    }
    for (let row = 1; row < sizes[Size.Suspensions]; row++) {
      const offset = row << SUSPENSION_SHIFT;
      const siteRow = suspensionStats.links[offset + SuspensionLink.SiteRow];
      if (siteRow !== NO_SITE_ROW)
        raise(marks.waits, siteRow, suspensionStats.figures[offset + SuspensionFigure.Longest]);
    }
    marks.longTasks = longestTasks([...marks.longTasks, ...Array.from(longTasks.longest)]);
  }
  coroutines.peak.set(coroutines.live);
  functionStats.peak.set(functionStats.alive);
  functionStats.longestDuration.fill(0);
  for (let row = 1; row < sizes[Size.Suspensions]; row++) {
    suspensionStats.figures[(row << SUSPENSION_SHIFT) + SuspensionFigure.Longest] = 0;
  }
  resetLongTasks();
}

/** Makes room for all rows that there are now. */
function enlarge(marks: HighWaterMarks): void {
  const isShared = marks === shared;
  const tags = coroutines.peak.length;
  if (marks.coroutines.length < tags) {
    marks.coroutines = isShared
      ? place(Column.MarkCoroutines, largerIntegers(marks.coroutines, tags))
      : enlargedIntegers(marks.coroutines, tags);
  }
  const functions = functionStats.peak.length;
  if (marks.functions.length < functions) {
    marks.functions = isShared
      ? place(Column.MarkFunctions, largerIntegers(marks.functions, functions))
      : enlargedIntegers(marks.functions, functions);
    marks.durations = isShared
      ? place(Column.MarkDurations, largerFloats(marks.durations, functions))
      : enlargedFloats(marks.durations, functions);
  }
  const sites = sizes[Size.Sites];
  if (marks.waits.length < sites) {
    const length = sites * 2;
    marks.waits = isShared
      ? place(Column.MarkWaits, largerFloats(marks.waits, length))
      : enlargedFloats(marks.waits, length);
  }
}

function raise(marks: Int32Array | Float64Array, id: number, value: number): void {
  if (value > marks[id]) marks[id] = value;
}
