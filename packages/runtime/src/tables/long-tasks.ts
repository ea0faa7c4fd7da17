import { Column } from '../format/memory-layout.js';
import { newList, newMap, type List } from '../platform/intrinsics.js';
import { sharedFloats } from '../platform/thread-memory.js';
import { Size, sizes } from './sizes.js';

/** How many are kept. */
const KEPT = 32;
/** Milliseconds. A shorter task delays nothing noticeably, and most exits then need one comparison only. */
const SHORTEST = 0.1;

/** An unbroken time with instrumented code on the stack, during which the event loop was blocked. */
export interface RecordedLongTask {
  /** Engine time at which it ended. */
  end: number;
  duration: number;
  /** The context at the bottom of the stack. */
  context: number;
  /** The innermost context reached by calls that each took at least half of their caller's time. */
  heaviest: number;
  /** CPU time of the thread meanwhile, if that is known. */
  cpu: number | undefined;
  /** The contended time of others that passed meanwhile, as far as that is settled (see blame). */
  blame: number;
}

/** The longest tasks since the last flush (see high-water-marks). */
export const longTasks = {
  /** A frame no longer than this is not looked at when it leaves the stack. */
  threshold: SHORTEST,
  /** A task no longer than this is not among the longest. */
  shortest: SHORTEST,
  longest: newList() as List<RecordedLongTask>,
};

/** The longest tasks since the last reset, as rows that a watcher reads. */
export const enum LongTaskField {
  End,
  Duration,
  Context,
  Heaviest,
  /** NaN where it is not known. */
  Cpu,
  Blame,
}
export const LONG_TASK_SHIFT = 3;
const longTaskRows = sharedFloats(Column.LongTasks, KEPT << LONG_TASK_SHIFT);
const tasksOfRows: List<RecordedLongTask> = newList();

/** Milliseconds. Longer frames are looked at in any case, for the blame. */
let limit = Infinity;

/** Sets the length from which on frames are looked at, however long the longest tasks are. */
export function watchFrames(longerThan: number): void {
  limit = longerThan;
  updateThreshold();
}

function updateThreshold(): void {
  const { shortest } = longTasks;
  longTasks.threshold = shortest < limit ? shortest : limit;
}

/** By depth: the longest call so far, there, of the caller that is still on the stack. */
const heaviestCalls = newMap<number, { duration: number; innermost: number }>();

/**
 * Records that a frame longer than the shortest task has left a depth. Calls end from the inside out, so
 * its heaviest callee is known, and replaces it if it took at least half of its time. Callees without a
 * record were shorter than that.
 *
 * @returns the record of the task that has ended with it, if it is one of the longest
 */
export function recordLongFrame(
  context: number,
  end: number,
  duration: number,
  depth: number,
  cpu: number | undefined,
): RecordedLongTask | null {
  const callee = heaviestCalls.get(depth + 1);
  heaviestCalls.delete(depth + 1);
  const innermost =
    callee !== undefined && callee.duration * 2 >= duration ? callee.innermost : context;
  if (depth === 1) {
    return recordTask({ end, duration, context, heaviest: innermost, cpu, blame: 0 });
  }
  if (duration > (heaviestCalls.get(depth)?.duration ?? 0)) {
    heaviestCalls.set(depth, { duration, innermost });
  }
  return null;
}

function recordTask(task: RecordedLongTask): RecordedLongTask {
  const { longest } = longTasks;
  if (longest.length < KEPT) longest[longest.length] = task;
  else longest[indexOfShortest(longest)] = task;
  if (longest.length === KEPT) {
    longTasks.shortest = longest[indexOfShortest(longest)].duration;
    updateThreshold();
  }
  keepRow(task);
  return task;
}

function indexOfShortest(tasks: List<RecordedLongTask>): number {
  let shortest = 0;
  for (let i = 1; i < tasks.length; i++) {
    if (tasks[i].duration < tasks[shortest].duration) shortest = i;
  }
  return shortest;
}

function keepRow(task: RecordedLongTask): void {
  let row = sizes[Size.LongTasks];
  if (row === KEPT) {
    row = indexOfShortest(tasksOfRows);
    if (tasksOfRows[row].duration >= task.duration) return;
  }
  tasksOfRows[row] = task;
  const offset = row << LONG_TASK_SHIFT;
  longTaskRows[offset + LongTaskField.End] = task.end;
  longTaskRows[offset + LongTaskField.Duration] = task.duration;
  longTaskRows[offset + LongTaskField.Context] = task.context;
  longTaskRows[offset + LongTaskField.Heaviest] = task.heaviest;
  longTaskRows[offset + LongTaskField.Cpu] = task.cpu ?? NaN;
  longTaskRows[offset + LongTaskField.Blame] = task.blame;
  sizes[Size.LongTasks] = tasksOfRows.length;
}

/** Adds blame that has been settled to a task. */
export function addTaskBlame(task: RecordedLongTask, blame: number): void {
  task.blame += blame;
  for (let row = 0; row < tasksOfRows.length; row++) {
    if (tasksOfRows[row] === task) {
      longTaskRows[(row << LONG_TASK_SHIFT) + LongTaskField.Blame] = task.blame;
    }
  }
}

/** Forgets the rows: the figures so far have been discarded. */
export function resetLongTaskRows(): void {
  tasksOfRows.length = 0;
  sizes[Size.LongTasks] = 0;
}

/** The longest of some tasks, as many as are kept, longest first. */
export function longestTasks(candidates: RecordedLongTask[]): RecordedLongTask[] {
  return [...candidates].sort((a, b) => b.duration - a.duration).slice(0, KEPT);
}

/** Runs a function without looking at long frames. */
export function withoutLongTasks<Result>(run: () => Result): Result {
  const { threshold } = longTasks;
  longTasks.threshold = Infinity;
  try {
    return run();
  } finally {
    longTasks.threshold = threshold;
  }
}

/** Forgets the tasks so far, so that those of a new window do not compete with them. */
export function resetLongTasks(): void {
  longTasks.longest.length = 0;
  longTasks.shortest = SHORTEST;
  updateThreshold();
}
