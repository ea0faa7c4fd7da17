import { books } from './books.js';
import { clockFaults } from './clock.js';
import { bookOf, contexts as tree, functionOf, isRoot, parentOf, tagOf } from './contexts.js';
import type { Histogram, Profile, Stretch, Thread } from './document.js';
import {
  emptyContextTable,
  emptyFunctionTable,
  emptySequenceTable,
  emptySiteTable,
} from './empty-tables.js';
import { clock } from './engine-time.js';
import { foreignFiles } from './functions.js';
import { BUCKET_COUNT } from './histograms.js';
import type { Maxima } from './maxima.js';
import { Names } from './names.js';
import { places } from './places.js';
import type { Reading } from './reading.js';
import { sequences } from './sequences.js';
import { longestStretches } from './stretches.js';
import { HIDDEN, OTHER_TAG, tagFailure, tagNames, UNTAGGED } from './tags.js';
import { thread } from './thread.js';

/** The document of a window: the difference of two readings, with names to its figures. */
export function describeWindow(
  opening: Reading,
  closing: Reading,
  maxima: Maxima,
  startedAt: string,
): Profile {
  const names = new Names();
  const elapsed = closing.moment - opening.moment;
  const threads = new Threads(elapsed, maxima);
  const rows = describeContexts(opening, closing, names, threads);
  describeSites(opening, closing, maxima, names, threads);
  describeSequences(opening, closing, names, threads);
  describeFunctions(opening, closing, maxima, names, threads, rows);
  describeStretches(opening, closing, maxima, threads, rows);
  const foldedContexts = closing.foldedCalls - opening.foldedCalls;
  threads.of(UNTAGGED).foldedContexts = foldedContexts;
  return {
    format: 'coroscope-profile',
    version: 1,
    clock: clock.description,
    startedAt,
    elapsed,
    files: names.files,
    functions: names.functions,
    sites: names.sites,
    threads: threads.all(),
    notes: describeFaults(foldedContexts, closing.foldedTags - opening.foldedTags),
  };
}

/** The entries of this thread, one for each tag. */
class Threads {
  readonly #byTag = new Map<number, Thread>();
  readonly #elapsed: number;
  readonly #maxima: Maxima;

  constructor(elapsed: number, maxima: Maxima) {
    this.#elapsed = elapsed;
    this.#maxima = maxima;
    this.of(UNTAGGED);
  }

  of(tag: number): Thread {
    let entry = this.#byTag.get(tag);
    if (entry === undefined) {
      entry = {
        ...thread,
        ...(tag === UNTAGGED ? {} : { tag: tagNames[tag] }),
        elapsed: this.#elapsed,
        peak: this.#maxima.coroutines.get(tag) ?? 0,
        contexts: emptyContextTable(),
        functions: emptyFunctionTable(),
        sites: emptySiteTable(),
        sequences: emptySequenceTable(),
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

function at(column: Float64Array, index: number): number {
  return index < column.length ? column[index] : 0;
}

/** Returns the row of each context that is described. */
function describeContexts(
  opening: Reading,
  closing: Reading,
  names: Names,
  threads: Threads,
): Map<number, number> {
  const before = opening.contexts;
  const after = closing.contexts;
  const count = after.calls.length;
  const needed = new Uint8Array(Math.max(count, tree.count));
  needed[0] = 1;
  // Parents have lower numbers than their children: backwards, each marks its parent in time.
  for (let context = count - 1; context > 0; context--) {
    const changed =
      after.live[context] > 0 ||
      at(before.live, context) > 0 ||
      after.calls[context] !== at(before.calls, context) ||
      after.self[context] !== at(before.self, context) ||
      after.onStack[context] !== at(before.onStack, context);
    if (changed) needed[context] = 1;
    if (needed[context] === 1) needed[parentOf(context)] = 1;
  }
  const rows = new Map<number, number>();
  const waits = clock.waits;
  for (let context = 0; context < count; context++) {
    const tag = tagOf(context);
    if (needed[context] === 0 || tag === HIDDEN) continue;
    const table = threads.of(tag).contexts;
    rows.set(context, table.parent.length);
    const growth = (figure: keyof Reading['contexts']) =>
      after[figure][context] - at(before[figure], context);
    table.parent.push(isRoot(context) ? -1 : rows.get(parentOf(context))!);
    table.function.push(isRoot(context) ? -1 : names.functionIndex(functionOf(context)));
    table.calls.push(growth('calls'));
    table.carriedIn.push(at(before.live, context));
    table.live.push(after.live[context]);
    table.suspensions.push(growth('suspensions'));
    table.self.push(growth('self'));
    table.onStack.push(growth('onStack'));
    table.awaiting.push(waits * growth('awaiting'));
    table.paused.push(waits * growth('paused'));
    table.external.push(waits * growth('external'));
  }
  return rows;
}

function describeFunctions(
  opening: Reading,
  closing: Reading,
  maxima: Maxima,
  names: Names,
  threads: Threads,
  rows: Map<number, number>,
): void {
  const described = new Set<number>();
  for (const context of rows.keys()) if (!isRoot(context)) described.add(bookOf(context));
  for (const book of described) {
    const table = threads.of(books.tag[book]).functions;
    table.function.push(names.functionIndex(books.fn[book]));
    table.onStack.push(at(closing.functions.onStack, book) - at(opening.functions.onStack, book));
    table.span.push(at(closing.functions.span, book) - at(opening.functions.span, book));
    table.peak.push(maxima.functions.get(book) ?? 0);
    table.longest.push(clock.waits * (maxima.lives.get(book) ?? 0));
    table.life.push(
      histogramGrowth(opening.histograms, closing.histograms, books.lifeHistogram[book]),
    );
  }
}

function describeSites(
  opening: Reading,
  closing: Reading,
  maxima: Maxima,
  names: Names,
  threads: Threads,
): void {
  const before = opening.sites;
  const after = closing.sites;
  const waits = clock.waits;
  const bySite = Int32Array.from(after.suspended.keys());
  for (const place of bySite.sort((a, b) => places.site[a] - places.site[b])) {
    const suspended = after.suspended[place] - at(before.suspended, place);
    const resumed = after.resumed[place] - at(before.resumed, place);
    const live = after.suspended[place] - after.resumed[place];
    const tag = places.tag[place];
    if ((suspended === 0 && resumed === 0 && live === 0) || tag === HIDDEN) continue;
    const table = threads.of(tag).sites;
    table.site.push(names.siteIndex(places.site[place]));
    table.suspended.push(suspended);
    table.resumed.push(resumed);
    table.live.push(live);
    table.waiting.push(waits * (after.waiting[place] - at(before.waiting, place)));
    table.longest.push(waits * (maxima.waits.get(place) ?? 0));
    table.histogram.push(
      histogramGrowth(opening.histograms, closing.histograms, places.histogram[place]),
    );
  }
}

/** `row` is 0 for none. A clock that only counts work has no lengths of waits. */
function histogramGrowth(before: Uint32Array, after: Uint32Array, row: number): Histogram {
  const counts: number[] = [];
  if (row === 0 || clock.waits === 0) return { first: 0, counts };
  const offset = row * BUCKET_COUNT;
  for (let bucket = 0; bucket < BUCKET_COUNT; bucket++) {
    counts.push((after[offset + bucket] ?? 0) - (before[offset + bucket] ?? 0));
  }
  const first = counts.findIndex((count) => count !== 0);
  if (first === -1) return { first: 0, counts: [] };
  while (counts.at(-1) === 0) counts.pop();
  return { first, counts: counts.slice(first) };
}

function describeSequences(
  opening: Reading,
  closing: Reading,
  names: Names,
  threads: Threads,
): void {
  for (let row = 0; row < closing.sequences.times.length; row++) {
    const count = closing.sequences.times[row] - at(opening.sequences.times, row);
    const [before, after] = [sequences.before[row], sequences.after[row]];
    if (count === 0 || places.tag[after] === HIDDEN) continue;
    const table = threads.of(places.tag[after]).sequences;
    table.before.push(names.siteIndex(places.site[before]));
    table.after.push(names.siteIndex(places.site[after]));
    table.count.push(count);
    table.saving.push(
      clock.waits * (closing.sequences.saving[row] - at(opening.sequences.saving, row)),
    );
  }
}

/** The longest of the whole thread, each with the tag of its bottom. */
function describeStretches(
  opening: Reading,
  closing: Reading,
  maxima: Maxima,
  threads: Threads,
  rows: Map<number, number>,
): void {
  const running = closing.stretch === null ? [] : [closing.stretch];
  const all = longestStretches([...maxima.stretches, ...running])
    .map(({ end, duration, context, heaviest }) => {
      // What lay before the window is not its own.
      const start = Math.max(end - duration, opening.moment);
      return { start: start - opening.moment, duration: end - start, context, heaviest };
    })
    .filter(({ context, duration }) => rows.has(context) && duration > 0)
    .sort((a, b) => b.duration - a.duration);
  for (const { context, heaviest, ...time } of all) {
    const bottom = rows.get(context)!;
    // What was heaviest may have ended before the window, or be another tag's.
    const isOwn = tagOf(heaviest) === tagOf(context);
    const stretch: Stretch = {
      ...time,
      context: bottom,
      heaviest: (isOwn ? rows.get(heaviest) : undefined) ?? bottom,
    };
    threads.of(tagOf(context)).stretches.push(stretch);
  }
}

function describeFaults(folded: number, foldedTags: number): string[] {
  const notes: string[] = [];
  if (folded > 0) {
    notes.push(
      `There were more call paths than contexts may exist: ${folded} times a new one was folded into an existing one. Functions and sites are exact, the call tree is coarser. Raise maxContexts, or leave files out, for all of it.`,
    );
  }
  if (foldedTags > 0) {
    notes.push(
      `There were more tags than may exist: ${foldedTags} times a further one was asked for, and what ran then stands under "${OTHER_TAG}". Raise maxTags for all of them.`,
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
