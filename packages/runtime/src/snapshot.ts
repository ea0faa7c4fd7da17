import { clockFaults } from './clock.js';
import { contexts as tree } from './contexts.js';
import type {
  ContextTable,
  Histogram,
  Profile,
  SequenceTable,
  Stretch,
  ThreadFunctionTable,
  ThreadSiteTable,
} from './document.js';
import { clock } from './engine-time.js';
import { foreignFiles, functions } from './functions.js';
import { BUCKET_COUNT } from './histograms.js';
import type { Maxima } from './maxima.js';
import { Names } from './names.js';
import type { Reading } from './reading.js';
import { sequences } from './sequences.js';
import { sites } from './sites.js';
import { longestStretches } from './stretches.js';
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
  const rows = new Map<number, number>();
  const contexts = describeContexts(opening, closing, names, rows);
  return {
    format: 'coroscope-profile',
    version: 1,
    clock: clock.description,
    startedAt,
    elapsed,
    files: names.files,
    functions: names.functions,
    sites: names.sites,
    threads: [
      {
        ...thread,
        elapsed,
        peak: maxima.coroutines,
        contexts,
        sites: describeSites(opening, closing, maxima, names),
        sequences: describeSequences(opening, closing, names),
        functions: describeFunctions(opening, closing, maxima, names),
        stretches: describeStretches(opening, closing, maxima, rows),
        foldedContexts: closing.foldedCalls - opening.foldedCalls,
      },
    ],
    notes: describeFaults(closing.foldedCalls - opening.foldedCalls),
  };
}

function at(column: Float64Array, index: number): number {
  return index < column.length ? column[index] : 0;
}

function describeContexts(
  opening: Reading,
  closing: Reading,
  names: Names,
  rows: Map<number, number>,
): ContextTable {
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
    if (needed[context] === 1) needed[tree.parent[context]] = 1;
  }
  const table: ContextTable = {
    parent: [],
    function: [],
    calls: [],
    carriedIn: [],
    live: [],
    suspensions: [],
    self: [],
    onStack: [],
    awaiting: [],
    paused: [],
    external: [],
  };
  const waits = clock.waits;
  for (let context = 0; context < count; context++) {
    if (needed[context] === 0) continue;
    const row = rows.size;
    rows.set(context, row);
    const growth = (figure: keyof Reading['contexts']) =>
      after[figure][context] - at(before[figure], context);
    table.parent.push(context === 0 ? -1 : rows.get(tree.parent[context])!);
    table.function.push(context === 0 ? -1 : names.functionIndex(tree.fn[context]));
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
  return table;
}

function describeFunctions(
  opening: Reading,
  closing: Reading,
  maxima: Maxima,
  names: Names,
): ThreadFunctionTable {
  const table: ThreadFunctionTable = {
    function: [],
    onStack: [],
    span: [],
    peak: [],
    longest: [],
    life: [],
  };
  for (const [fn, index] of names.functionIndices()) {
    table.function.push(index);
    table.onStack.push(at(closing.functions.onStack, fn) - at(opening.functions.onStack, fn));
    table.span.push(at(closing.functions.span, fn) - at(opening.functions.span, fn));
    table.peak.push(maxima.functions.get(fn) ?? 0);
    table.longest.push(clock.waits * (maxima.lives.get(fn) ?? 0));
    table.life.push(
      histogramGrowth(opening.histograms, closing.histograms, functions.lifeHistogram[fn]),
    );
  }
  return table;
}

function describeSites(
  opening: Reading,
  closing: Reading,
  maxima: Maxima,
  names: Names,
): ThreadSiteTable {
  const before = opening.sites;
  const after = closing.sites;
  const table: ThreadSiteTable = {
    site: [],
    suspended: [],
    resumed: [],
    live: [],
    waiting: [],
    longest: [],
    histogram: [],
  };
  const waits = clock.waits;
  for (let site = 0; site < after.suspended.length; site++) {
    const suspended = after.suspended[site] - at(before.suspended, site);
    const resumed = after.resumed[site] - at(before.resumed, site);
    const live = after.suspended[site] - after.resumed[site];
    if (suspended === 0 && resumed === 0 && live === 0) continue;
    table.site.push(names.siteIndex(site));
    table.suspended.push(suspended);
    table.resumed.push(resumed);
    table.live.push(live);
    table.waiting.push(waits * (after.waiting[site] - at(before.waiting, site)));
    table.longest.push(waits * (maxima.sites.get(site) ?? 0));
    table.histogram.push(
      histogramGrowth(opening.histograms, closing.histograms, sites.histogram[site]),
    );
  }
  return table;
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

function describeSequences(opening: Reading, closing: Reading, names: Names): SequenceTable {
  const table: SequenceTable = { before: [], after: [], count: [], saving: [] };
  for (let row = 0; row < closing.sequences.times.length; row++) {
    const count = closing.sequences.times[row] - at(opening.sequences.times, row);
    if (count === 0) continue;
    table.before.push(names.siteIndex(sequences.before[row]));
    table.after.push(names.siteIndex(sequences.after[row]));
    table.count.push(count);
    table.saving.push(
      clock.waits * (closing.sequences.saving[row] - at(opening.sequences.saving, row)),
    );
  }
  return table;
}

function describeStretches(
  opening: Reading,
  closing: Reading,
  maxima: Maxima,
  rows: Map<number, number>,
): Stretch[] {
  const running = closing.stretch === null ? [] : [closing.stretch];
  return longestStretches([...maxima.stretches, ...running])
    .map(({ end, duration, context, heaviest }) => {
      // What lay before the window is not its own.
      const start = Math.max(end - duration, opening.moment);
      const bottom = rows.get(context);
      return {
        start: start - opening.moment,
        duration: end - start,
        context: bottom,
        // What was heaviest may have ended before the window.
        heaviest: rows.get(heaviest) ?? bottom,
      };
    })
    .filter((stretch): stretch is Stretch => stretch.context !== undefined && stretch.duration > 0)
    .sort((a, b) => b.duration - a.duration);
}

function describeFaults(folded: number): string[] {
  const notes: string[] = [];
  if (folded > 0) {
    notes.push(
      `There were more call paths than contexts may exist: ${folded} times a new one was folded into an existing one. Functions and sites are exact, the call tree is coarser. Raise maxContexts, or leave files out, for all of it.`,
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
