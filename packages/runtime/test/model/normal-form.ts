import type { Histogram } from '../../src/format/document.js';
import type { Profile, Thread } from '../../src/index.js';
import { saysSomething, underTag, type Figures } from './reference-model.js';

/**
 * The number of long tasks that a profile keeps; with more of them, ties decide which ones. One that was
 * in progress when the window opened competes by its whole duration, and may displace a longer one.
 */
const LONG_TASKS_KEPT = 32;

/** A profile's figures by name, as the model gives them. */
export function figuresOf(profile: Profile): Figures {
  const parts = profile.threads.map((thread) => figuresUnderTag(profile, thread));
  const merged = <Name extends Exclude<keyof Figures, 'elapsed' | 'thread'>>(name: Name) =>
    Object.assign({}, ...parts.map((part) => part[name])) as Figures[Name];
  return {
    elapsed: profile.elapsed,
    thread: {
      idle: profile.threads[0].idle ?? 0,
      elsewhere: profile.threads[0].elsewhere ?? 0,
      blameElsewhere: profile.threads[0].blame?.elsewhere ?? 0,
    },
    peak: merged('peak'),
    contexts: merged('contexts'),
    functions: merged('functions'),
    sites: merged('sites'),
    sequences: merged('sequences'),
    stretches: parts.flatMap(({ stretches }) => stretches),
  };
}

function figuresUnderTag(profile: Profile, thread: Thread): Omit<Figures, 'elapsed' | 'thread'> {
  const { contexts, functions, sites, sequences } = thread;
  const tag = thread.tag === undefined ? '' : `[${thread.tag}]`;
  const functionName = (index: number) => profile.functions[index].name;
  // The sites of the model's file differ by their lines.
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
          outside: contexts.outside?.[row] ?? 0,
          contended: contexts.contended?.[row] ?? 0,
          blame: contexts.blame?.[row] ?? 0,
        },
      ]),
    ),
    functions: telling(
      functions.function.map((index, row) => [
        underTag(tag, functionName(index)),
        {
          onStack: functions.onStack[row],
          span: functions.span[row],
          idle: functions.idle?.[row] ?? 0,
          keptWaiting: functions.keptWaiting?.[row] ?? 0,
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
          outside: sites.outside?.[row] ?? 0,
          contended: sites.contended?.[row] ?? 0,
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
  const byBucket: Record<number, number> = {};
  let bucket = first;
  for (const count of counts) {
    if (count > 0) byBucket[bucket] = count;
    bucket += count < 0 ? -count : 1;
  }
  return byBucket;
}

/** @throws {Error} if two rows have the same name: a table has one row per context, function or site */
function telling<Row extends object>(rows: Array<[string, Row]>): Record<string, Row> {
  const table = new Map<string, Row>();
  for (const [name, row] of rows) {
    if (table.has(name)) throw new Error(`two rows for '${name}'`);
    table.set(name, row);
  }
  return Object.fromEntries([...table].filter(([, row]) => saysSomething(row)));
}

/**
 * Both with their long tasks in order of time, as far as their definition goes: it decides neither which
 * of equally long ones are kept, nor which context is heaviest in one that began before the window.
 */
export function comparable(got: Figures, expected: Figures): [got: Figures, expected: Figures] {
  if (expected.stretches.length >= LONG_TASKS_KEPT) {
    return [
      { ...got, stretches: [] },
      { ...expected, stretches: [] },
    ];
  }
  const longTasks = [...got.stretches].sort((a, b) => a.start - b.start);
  expected.stretches.forEach(({ heaviest }, i) => {
    if (heaviest === null && i < longTasks.length) longTasks[i] = { ...longTasks[i], heaviest };
  });
  return [{ ...got, stretches: longTasks }, expected];
}
