import type { Histogram, Profile, Thread } from './profile.js';

export interface BrokenReference {
  /** JSON path. */
  path: string;
  problem: string;
}

/**
 * The first breach of the rules that the schema can't state: columns of one table have one length,
 * indices are in range, row 0 of the contexts is the root, parents precede their children, and histograms
 * are no wider than durations need.
 */
export function brokenReference(profile: Profile): BrokenReference | undefined {
  const { files, functions, sites, threads } = profile;
  return (
    firstOf(functions, (f, i) => outOfRange(f.file, files, `$.functions[${i}].file`)) ??
    firstOf(sites, (s, i) => outOfRange(s.function, functions, `$.sites[${i}].function`)) ??
    firstOf(sites, (s, i) => column(s.dependsOn ?? [], sites, `$.sites[${i}].dependsOn`)) ??
    firstOf(threads, (thread, i) => brokenThread(thread, profile, `$.threads[${i}]`))
  );
}

function brokenThread(
  thread: Thread,
  { functions, sites }: Profile,
  path: string,
): BrokenReference | undefined {
  const { contexts, stretches, sequences, bursts } = thread;
  return (
    unevenColumns(contexts, `${path}.contexts`) ??
    unevenColumns(thread.functions, `${path}.functions`) ??
    unevenColumns(thread.sites, `${path}.sites`) ??
    unevenColumns(sequences, `${path}.sequences`) ??
    (bursts &&
      (unevenColumns(bursts, `${path}.bursts`) ??
        column(bursts.before, contexts.parent, `${path}.bursts.before`) ??
        calledContexts(bursts.after, contexts.parent, `${path}.bursts.after`))) ??
    brokenTree(contexts.parent, `${path}.contexts.parent`) ??
    notRoot(contexts.function[0], `${path}.contexts.function[0]`) ??
    column(contexts.function, functions, `${path}.contexts.function`, 1) ??
    column(thread.functions.function, functions, `${path}.functions.function`) ??
    column(thread.sites.site, sites, `${path}.sites.site`) ??
    column(sequences.before, sites, `${path}.sequences.before`) ??
    column(sequences.after, sites, `${path}.sequences.after`) ??
    firstOf(thread.functions.life, (life, i) => tooWide(life, `${path}.functions.life[${i}]`)) ??
    firstOf(thread.sites.histogram, (waits, i) =>
      tooWide(waits, `${path}.sites.histogram[${i}]`),
    ) ??
    firstOf(
      stretches,
      ({ context, heaviest }, i) =>
        outOfRange(context, contexts.parent, `${path}.stretches[${i}].context`) ??
        outOfRange(heaviest, contexts.parent, `${path}.stretches[${i}].heaviest`),
    )
  );
}

/** More buckets than any duration has: 64 to a doubling, and 128 doublings of a microsecond. */
const MOST_BUCKETS = 64 * 128;

/** Whoever adds histograms takes memory for each bucket, also for those that a single number leaves out. */
function tooWide({ first, counts }: Histogram, path: string): BrokenReference | undefined {
  const end = counts.reduce((sum, count) => sum + (count < 0 ? -count : 1), first);
  return end <= MOST_BUCKETS
    ? undefined
    : { path, problem: `has a bucket beyond ${MOST_BUCKETS}, which no duration has` };
}

function unevenColumns(table: object, path: string): BrokenReference | undefined {
  const columns = Object.entries(table).filter(([, column]) => Array.isArray(column));
  const [firstName, first] = columns[0];
  return firstOf(columns, ([name, { length }]) =>
    length === first.length
      ? undefined
      : {
          path: `${path}.${name}`,
          problem: `has ${length} rows where "${firstName}" has ${first.length}`,
        },
  );
}

function brokenTree(parent: number[], path: string): BrokenReference | undefined {
  return (
    notRoot(parent[0], `${path}[0]`) ??
    firstOf(parent, (row, i) =>
      i === 0 || (row >= 0 && row < i)
        ? undefined
        : { path: `${path}[${i}]`, problem: `is ${row}, which is no earlier row` },
    )
  );
}

function notRoot(value: number, path: string): BrokenReference | undefined {
  return value === -1 ? undefined : { path, problem: `is ${value}, but must be -1 for the root` };
}

function column(
  indices: number[],
  target: unknown[],
  path: string,
  from = 0,
): BrokenReference | undefined {
  for (let i = from; i < indices.length; i++) {
    if (indices[i] < 0 || indices[i] >= target.length) {
      return outOfRange(indices[i], target, `${path}[${i}]`);
    }
  }
  return undefined;
}

/** Rows of contexts that are calls: the root is none. */
function calledContexts(
  rows: number[],
  contexts: unknown[],
  path: string,
): BrokenReference | undefined {
  const root = rows.indexOf(0);
  return root < 0
    ? column(rows, contexts, path)
    : { path: `${path}[${root}]`, problem: 'is 0, the root, which nothing called' };
}

function outOfRange(index: number, target: unknown[], path: string): BrokenReference | undefined {
  return index >= 0 && index < target.length
    ? undefined
    : { path, problem: `is ${index}, but there are ${target.length} to choose from` };
}

function firstOf<Item>(
  items: Item[],
  check: (item: Item, index: number) => BrokenReference | undefined,
): BrokenReference | undefined {
  for (let i = 0; i < items.length; i++) {
    const broken = check(items[i], i);
    if (broken) return broken;
  }
  return undefined;
}
