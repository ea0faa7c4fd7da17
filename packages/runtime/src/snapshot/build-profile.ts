import { clockFaults } from '../clock/clock.js';
import { clock } from '../clock/engine-time.js';
import { isIdleTimeKnown } from '../engine/tasks.js';
import type { Histogram, LongTask, Profile, Thread } from '../format/document.js';
import {
  emptyBurstTable,
  emptyContextTable,
  emptyFunctionTable,
  emptySequenceTable,
  emptySiteTable,
} from '../format/empty-tables.js';
import { thread } from '../platform/thread.js';
import { BlameTotal } from '../tables/blame.js';
import { functionOf, functionRowOf, isRoot, parentOf, ROOT, tagOf } from '../tables/contexts.js';
import { functionStats } from '../tables/function-stats.js';
import { foreignFiles } from '../tables/functions.js';
import { BUCKETS_PER_DOUBLING, DOUBLINGS, pageOf } from '../tables/histograms.js';
import { countsHotFunctions, moveHotTime } from '../tables/hot-functions.js';
import { longestTasks } from '../tables/long-tasks.js';
import { bursts } from '../tables/bursts.js';
import { sequences } from '../tables/sequences.js';
import { siteStats } from '../tables/site-stats.js';
import { Size, sizes } from '../tables/sizes.js';
import { tellsCollected } from '../tables/suspension-stats.js';
import { HIDDEN, OTHER_TAG, tagFailure, tagNames, UNTAGGED } from '../tables/tags.js';
import type { HighWaterMarks } from './high-water-marks.js';
import { Names } from './names.js';
import type { Reading } from './reading.js';

/** When a window opened, by the clocks that several threads have in common. */
export interface Beginning {
  startedAt: string;
  monotonic?: number;
}

/** Builds the document of a window: the differences of two readings, with names. */
export function buildProfile(
  opening: Reading,
  closing: Reading,
  marks: HighWaterMarks,
  { startedAt, monotonic }: Beginning,
): Profile {
  // What was timed when the window opened may be counted by now.
  moveHotTime(opening, opening.hotChanges);
  const names = new Names();
  const elapsed = closing.moment - opening.moment;
  const tellsIdle = isIdleTimeKnown(opening.moment);
  const threads = new Threads(elapsed, marks, tellsIdle);
  const rows = addContexts(opening, closing, names, threads);
  addSites(opening, closing, marks, names, threads);
  addSequences(opening, closing, names, threads);
  if (tellsIdle) addBursts(opening, closing, threads, rows);
  addFunctions(opening, closing, marks, names, threads, rows);
  addLongTasks(opening, closing, marks, threads, rows, tellsIdle);
  if (tellsIdle) Object.assign(threads.of(UNTAGGED), threadTime(opening, closing));
  const foldedContexts = closing.foldedCalls - opening.foldedCalls;
  threads.of(UNTAGGED).foldedContexts = foldedContexts;
  return {
    format: 'coroscope-profile',
    version: 2,
    clock: clock.description,
    startedAt,
    ...(monotonic === undefined ? {} : { monotonic }),
    elapsed,
    files: names.files,
    functions: names.functions,
    sites: names.sitesWithDependences(),
    threads: threads.all(),
    notes: describeFaults(foldedContexts, closing.foldedTags - opening.foldedTags),
  };
}

/** The entries of this thread in the document, one for each tag. */
class Threads {
  readonly #byTag = new Map<number, Thread>();
  readonly #elapsed: number;
  readonly #marks: HighWaterMarks;
  readonly #tellsIdle: boolean;

  constructor(elapsed: number, marks: HighWaterMarks, tellsIdle: boolean) {
    this.#elapsed = elapsed;
    this.#marks = marks;
    this.#tellsIdle = tellsIdle;
    this.of(UNTAGGED);
  }

  of(tag: number): Thread {
    let entry = this.#byTag.get(tag);
    if (entry === undefined) {
      entry = {
        ...thread,
        ...(tag === UNTAGGED ? {} : { tag: tagNames[tag] }),
        elapsed: this.#elapsed,
        peak: at(this.#marks.coroutines, tag),
        contexts: {
          ...emptyContextTable(this.#tellsIdle),
          ...(countsHotFunctions() ? { untimed: [] } : {}),
        },
        functions: emptyFunctionTable(this.#tellsIdle),
        sites: emptySiteTable(this.#tellsIdle, tellsCollected()),
        sequences: emptySequenceTable(),
        ...(this.#tellsIdle ? { bursts: emptyBurstTable() } : {}),
        stretches: [],
        foldedContexts: 0,
      };
      this.#byTag.set(tag, entry);
    }
    return entry;
  }

  all(): Thread[] {
    return [...this.#byTag.values()];
  }
}

/** What the thread did while no instrumented code was on the stack, and the blame of no context. */
function threadTime(
  opening: Reading,
  closing: Reading,
): Pick<Required<Thread>, 'idle' | 'elsewhere' | 'blame'> {
  const idle = closing.idle - opening.idle;
  const offStack = closing.contexts.self[ROOT] - opening.contexts.self[ROOT];
  return {
    idle,
    elsewhere: offStack - idle,
    blame: {
      shortTasks:
        closing.blameTotals[BlameTotal.ShortTasks] - opening.blameTotals[BlameTotal.ShortTasks],
      elsewhere:
        closing.blameTotals[BlameTotal.Elsewhere] - opening.blameTotals[BlameTotal.Elsewhere],
    },
  };
}

function at(column: Float64Array | Int32Array, index: number): number {
  return index < column.length ? column[index] : 0;
}

/** The document's row of each context that has one. */
class ContextRows {
  /** One more than the row; 0 for none. */
  readonly #next: Int32Array;

  constructor(contexts: number) {
    this.#next = new Int32Array(contexts);
  }

  set(context: number, row: number): void {
    this.#next[context] = row + 1;
  }

  has(context: number): boolean {
    return this.#next[context] > 0;
  }

  get(context: number): number | undefined {
    return this.has(context) ? this.#next[context] - 1 : undefined;
  }

  /** The rows of function-stats to which the contexts belong that have a row, in the order of their first contexts. */
  functionRows(): Set<number> {
    const found = new Set<number>();
    let latest = 0;
    for (let context = 0; context < this.#next.length; context++) {
      if (this.#next[context] === 0 || isRoot(context)) continue;
      const row = functionRowOf(context);
      if (row !== latest) found.add(row);
      latest = row;
    }
    return found;
  }
}

/** Adds the contexts that have figures. @returns the document's row of each */
function addContexts(
  opening: Reading,
  closing: Reading,
  names: Names,
  threads: Threads,
): ContextRows {
  const before = opening.contexts;
  const after = closing.contexts;
  const count = after.calls.length;
  const needed = new Uint8Array(Math.max(count, sizes[Size.Contexts]));
  needed[0] = 1;
  // A parent's row is lower than its children's: going backwards, each marks its parent in time.
  for (let context = count - 1; context > 0; context--) {
    const changed =
      after.live[context] > 0 ||
      at(before.live, context) > 0 ||
      after.calls[context] !== at(before.calls, context) ||
      after.self[context] !== at(before.self, context) ||
      after.onStack[context] !== at(before.onStack, context) ||
      after.blame[context] !== at(before.blame, context);
    if (changed) needed[context] = 1;
    if (needed[context] === 1) needed[parentOf(context)] = 1;
  }
  const rows = new ContextRows(needed.length);
  const sizeByTag = new Map<number, number>();
  for (let context = 0; context < count; context++) {
    const tag = tagOf(context);
    if (needed[context] === 0 || tag === HIDDEN) continue;
    const row = sizeByTag.get(tag) ?? 0;
    rows.set(context, row);
    sizeByTag.set(tag, row + 1);
  }
  // There may be many tags, and a million contexts: all is of the right size from the beginning.
  const byTag = new Map<number, { table: Thread['contexts']; contexts: Int32Array }>();
  for (const [tag, size] of sizeByTag) {
    const table = threads.of(tag).contexts;
    table.parent = new Array<number>(size).fill(-1);
    table.function = new Array<number>(size).fill(-1);
    byTag.set(tag, { table, contexts: new Int32Array(size) });
  }
  for (let context = 0; context < count; context++) {
    const row = rows.get(context);
    if (row === undefined) continue;
    const { table, contexts } = byTag.get(tagOf(context))!;
    contexts[row] = context;
    if (isRoot(context)) continue;
    table.parent[row] = rows.get(parentOf(context))!;
    table.function[row] = names.functionIndex(functionOf(context));
  }
  const { waits } = clock;
  for (const { table, contexts } of byTag.values()) {
    const zeros = new Array<number>(contexts.length).fill(0);
    const addGrowth = (name: keyof Reading['contexts'] & keyof typeof table, factor = 1) => {
      if (table[name])
        table[name] = differences(contexts, after[name], before[name], factor, zeros);
    };
    addGrowth('calls');
    table.carriedIn = differences(contexts, before.live, NOTHING, 1, zeros);
    table.live = differences(contexts, after.live, NOTHING, 1, zeros);
    addGrowth('suspensions');
    addGrowth('self');
    addGrowth('onStack');
    addGrowth('awaiting', waits);
    addGrowth('paused', waits);
    addGrowth('external', waits);
    addGrowth('outside');
    addGrowth('contended');
    addGrowth('blame');
    addGrowth('untimed');
  }
  return rows;
}

const NOTHING = new Float64Array(0);

/**
 * A column of what has grown in each of some contexts, of which there may be a million.
 *
 * @param zeros the column of those in which nothing has: many columns are that, and are one array then
 */
function differences(
  contexts: Int32Array,
  after: Float64Array,
  before: Float64Array,
  factor: number,
  zeros: number[],
): number[] {
  const rows = contexts.length;
  const difference = (row: number) =>
    factor * (at(after, contexts[row]) - at(before, contexts[row]));
  let unchanged = 0;
  while (unchanged < rows && difference(unchanged) === 0) unchanged++;
  if (unchanged === rows) return zeros;
  const column = new Array<number>(rows).fill(0);
  for (let row = unchanged; row < rows; row++) column[row] = difference(row);
  return column;
}

function addFunctions(
  opening: Reading,
  closing: Reading,
  marks: HighWaterMarks,
  names: Names,
  threads: Threads,
  rows: ContextRows,
): void {
  for (const row of rows.functionRows()) {
    const table = threads.of(functionStats.tag[row]).functions;
    table.function.push(names.functionIndex(functionStats.fn[row]));
    table.onStack.push(at(closing.functions.onStack, row) - at(opening.functions.onStack, row));
    table.span.push(at(closing.functions.span, row) - at(opening.functions.span, row));
    table.idle?.push(at(closing.functions.idle, row) - at(opening.functions.idle, row));
    table.keptWaiting?.push(
      at(closing.functions.keptWaiting, row) - at(opening.functions.keptWaiting, row),
    );
    table.peak.push(at(marks.functions, row));
    table.longest.push(clock.waits * at(marks.durations, row));
    table.life.push(
      histogramGrowth(opening.histograms, closing.histograms, functionStats.durationHistogram[row]),
    );
  }
}

function addSites(
  opening: Reading,
  closing: Reading,
  marks: HighWaterMarks,
  names: Names,
  threads: Threads,
): void {
  const before = opening.sites;
  const after = closing.sites;
  const waits = clock.waits;
  const bySite = Int32Array.from(after.suspended.keys());
  for (const row of bySite.sort((a, b) => siteStats.site[a] - siteStats.site[b])) {
    const suspended = after.suspended[row] - at(before.suspended, row);
    const resumed = after.resumed[row] - at(before.resumed, row);
    const live = after.suspended[row] - after.resumed[row];
    const tag = siteStats.tag[row];
    if ((suspended === 0 && resumed === 0 && live === 0) || tag === HIDDEN) continue;
    const table = threads.of(tag).sites;
    table.site.push(names.siteIndex(siteStats.site[row]));
    table.suspended.push(suspended);
    table.resumed.push(resumed);
    table.live.push(live);
    table.collected?.push(after.collected[row]);
    table.waiting.push(waits * (after.waiting[row] - at(before.waiting, row)));
    table.outside?.push(after.outside[row] - at(before.outside, row));
    table.contended?.push(after.contended[row] - at(before.contended, row));
    table.longest.push(waits * at(marks.waits, row));
    table.histogram.push(
      histogramGrowth(opening.histograms, closing.histograms, siteStats.histogram[row]),
    );
  }
}

/** `row` is 0 for none. A clock that counts work only gives no durations of waits. */
function histogramGrowth(before: Uint32Array, after: Uint32Array, row: number): Histogram {
  const counts: number[] = [];
  let first = 0;
  if (row === 0 || clock.waits === 0) return { first, counts };
  let empty = 0;
  for (let doubling = 0; doubling < DOUBLINGS; doubling++) {
    const page = pageOf(row, doubling);
    if (page === 0) {
      empty += BUCKETS_PER_DOUBLING;
      continue;
    }
    for (let step = 0; step < BUCKETS_PER_DOUBLING; step++) {
      const index = page * BUCKETS_PER_DOUBLING + step;
      const count = (after[index] ?? 0) - (before[index] ?? 0);
      if (count === 0) {
        empty++;
        continue;
      }
      if (counts.length === 0) first = doubling * BUCKETS_PER_DOUBLING + step;
      else if (empty > 0) counts.push(-empty);
      counts.push(count);
      empty = 0;
    }
  }
  return { first, counts };
}

function addSequences(opening: Reading, closing: Reading, names: Names, threads: Threads): void {
  for (let row = 0; row < closing.sequences.times.length; row++) {
    const count = closing.sequences.times[row] - at(opening.sequences.times, row);
    const [before, after] = [sequences.before[row], sequences.after[row]];
    if (count === 0 || siteStats.tag[after] === HIDDEN) continue;
    const table = threads.of(siteStats.tag[after]).sequences;
    table.before.push(names.siteIndex(siteStats.site[before]));
    table.after.push(names.siteIndex(siteStats.site[after]));
    table.count.push(count);
    table.saving.push(
      clock.waits * (closing.sequences.saving[row] - at(opening.sequences.saving, row)),
    );
  }
}

/** Adds the bursts of each tag; one that began under another tag is not told. */
function addBursts(opening: Reading, closing: Reading, threads: Threads, rows: ContextRows): void {
  for (let row = 1; row < closing.bursts.calls.length; row++) {
    const calls = closing.bursts.calls[row] - at(opening.bursts.calls, row);
    const before = rows.get(bursts.before[row]);
    const after = rows.get(bursts.after[row]);
    const tag = tagOf(bursts.after[row]);
    if (calls === 0 || before === undefined || after === undefined) continue;
    if (tagOf(bursts.before[row]) !== tag) continue;
    const table = threads.of(tag).bursts!;
    table.before.push(before);
    table.after.push(after);
    table.count.push(closing.bursts.times[row] - at(opening.bursts.times, row));
    table.calls.push(calls);
  }
}

/** Adds the longest tasks of the whole thread, each to the tag of the context at its bottom. */
function addLongTasks(
  opening: Reading,
  closing: Reading,
  marks: HighWaterMarks,
  threads: Threads,
  rows: ContextRows,
  tellsIdle: boolean,
): void {
  const running = closing.runningTask === null ? [] : [closing.runningTask];
  const all = longestTasks([...marks.longTasks, ...running])
    .map((task) => {
      const { end, duration, context, heaviest, cpu } = task;
      // The part before the window does not count.
      const start = Math.max(end - duration, opening.moment);
      const isWhole = start === end - duration;
      return {
        start: start - opening.moment,
        duration: end - start,
        context,
        heaviest,
        ...(tellsIdle ? { blame: task.blame + (closing.openBlame.get(task) ?? 0) } : {}),
        ...(isWhole && cpu !== undefined ? { cpu } : {}),
      };
    })
    .filter(({ context, duration }) => rows.has(context) && duration > 0)
    .sort((a, b) => b.duration - a.duration);
  for (const { context, heaviest, ...figures } of all) {
    const bottom = rows.get(context)!;
    // The heaviest call may have ended before the window, or belong to another tag.
    const isOwn = tagOf(heaviest) === tagOf(context);
    const task: LongTask = {
      ...figures,
      context: bottom,
      heaviest: (isOwn ? rows.get(heaviest) : undefined) ?? bottom,
    };
    threads.of(tagOf(context)).stretches.push(task);
  }
}

function describeFaults(folded: number, foldedTags: number): string[] {
  const notes: string[] = [];
  if (folded > 0) {
    notes.push(
      `There were too many call paths for a context each: ${folded} times a new one was folded into an existing one. Functions and sites are exact, the call tree is coarser. Raise maxContexts (--max-contexts), or leave files out, for all of it.`,
    );
  }
  if (foldedTags > 0) {
    notes.push(
      `There were more tags than may exist: ${foldedTags} times a further one was asked for, and what ran then stands under "${OTHER_TAG}". Raise maxTags (--max-tags) for all of them.`,
    );
  }
  if (tagFailure !== undefined) {
    notes.push(
      `The tag function failed (${tagFailure}) and was dropped: what began after that has no tag of its own. Give start() a function that returns a string, a number or undefined.`,
    );
  }
  const { backwards, furthest, failed, lastFailure } = clockFaults;
  if (backwards > 0) {
    notes.push(
      `The clock ran backwards ${backwards} times, by up to ${furthest} ms; time stood still meanwhile.`,
    );
  }
  if (failed > 0) {
    notes.push(
      `The clock failed ${failed} times (${lastFailure}); time stood still meanwhile. Give start() a function that returns milliseconds.`,
    );
  }
  for (const file of new Set(Array.from(foreignFiles))) {
    notes.push(
      `${file} was instrumented for another version of Coroscope: its functions have no names. Build it again.`,
    );
  }
  return notes;
}
