import type { Histogram } from '../../src/document.js';
import type { Profile, Thread } from '../../src/index.js';
import { saysSomething, underTag, type Figures } from './reference-model.js';

/**
 * Longest stretches that a profile keeps; with more of them ties decide which ones. One that was under
 * way when the window opened competes by its whole length, and may take the place of a longer one.
 */
const STRETCHES_KEPT = 32;

/** A profile's figures by name, as the model gives them. */
export function figuresOf(profile: Profile): Figures {
  const parts = profile.threads.map((thread) => figuresUnderTag(profile, thread));
  const merged = <Name extends Exclude<keyof Figures, 'elapsed'>>(name: Name) =>
    Object.assign({}, ...parts.map((part) => part[name])) as Figures[Name];
  return {
    elapsed: profile.elapsed,
    peak: merged('peak'),
    contexts: merged('contexts'),
    functions: merged('functions'),
    sites: merged('sites'),
    sequences: merged('sequences'),
    stretches: parts.flatMap(({ stretches }) => stretches),
  };
}

function figuresUnderTag(profile: Profile, thread: Thread): Omit<Figures, 'elapsed'> {
  const { contexts, functions, sites, sequences } = thread;
  const tag = thread.tag === undefined ? '' : `[${thread.tag}]`;
  const functionName = (index: number) => profile.functions[index].name;
  // The sites of the model's file are told apart by their lines.
  const siteName = (index: number) => `s${profile.sites[index].line - 1}`;
  const path = (row: number): string => {
    const parent = contexts.parent[row];
    if (parent === -1) return tag;
    const name = functionName(contexts.function[row]);
    return path(parent) === '' ? name : `${path(parent)}/${name}`;
  };
  return {
    peak: thread.peak === 0 ? {} : { [tag]: thread.peak },
    contexts: telling(
      contexts.parent.map((_, row) => [
        path(row),
        {
          calls: contexts.calls[row],
          carriedIn: contexts.carriedIn[row],
          live: contexts.live[row],
          suspensions: contexts.suspensions[row],
          self: contexts.self[row],
          onStack: contexts.onStack[row],
          awaiting: contexts.awaiting[row],
          paused: contexts.paused[row],
          external: contexts.external[row],
        },
      ]),
    ),
    functions: telling(
      functions.function.map((index, row) => [
        underTag(tag, functionName(index)),
        {
          onStack: functions.onStack[row],
          span: functions.span[row],
          peak: functions.peak[row],
          longest: functions.longest[row],
          life: countsByBucket(functions.life[row]),
        },
      ]),
    ),
    sites: telling(
      sites.site.map((index, row) => [
        underTag(tag, siteName(index)),
        {
          suspended: sites.suspended[row],
          resumed: sites.resumed[row],
          live: sites.live[row],
          waiting: sites.waiting[row],
          longest: sites.longest[row],
          histogram: countsByBucket(sites.histogram[row]),
        },
      ]),
    ),
    sequences: telling(
      sequences.count.map((count, row) => [
        underTag(tag, `${siteName(sequences.before[row])}, ${siteName(sequences.after[row])}`),
        { count, saving: sequences.saving[row] },
      ]),
    ),
    stretches: thread.stretches.map(({ start, duration, context, heaviest }) => ({
      start,
      duration,
      context: path(context),
      heaviest: path(heaviest),
    })),
  };
}

function countsByBucket({ first, counts }: Histogram): Record<number, number> {
  const buckets = counts.map((count, i) => [first + i, count] as const);
  return Object.fromEntries(buckets.filter(([, count]) => count !== 0));
}

/** @throws {Error} if two rows have one name: a table has one row a context, function or site */
function telling<Row extends object>(rows: Array<[string, Row]>): Record<string, Row> {
  const table = new Map<string, Row>();
  for (const [name, row] of rows) {
    if (table.has(name)) throw new Error(`two rows for '${name}'`);
    table.set(name, row);
  }
  return Object.fromEntries([...table].filter(([, row]) => saysSomething(row)));
}

/**
 * Both with their stretches in order of time, as far as the definition decides about them: neither
 * which of equally long ones are kept, nor what is heaviest in one that began before the window.
 */
export function comparable(got: Figures, expected: Figures): [got: Figures, expected: Figures] {
  if (expected.stretches.length >= STRETCHES_KEPT) {
    return [
      { ...got, stretches: [] },
      { ...expected, stretches: [] },
    ];
  }
  const stretches = [...got.stretches].sort((a, b) => a.start - b.start);
  expected.stretches.forEach(({ heaviest }, i) => {
    if (heaviest === null && i < stretches.length) stretches[i] = { ...stretches[i], heaviest };
  });
  return [{ ...got, stretches }, expected];
}
