import type { ClockDescription, Profile, SourceFile, Thread } from '../document/profile.js';
import { ProfileError } from '../document/profile-error.js';
import { threadKey } from '../document/thread-key.js';

/**
 * Several profiles, of processes or of runs, as one with all their threads. Files, functions and
 * sites that are the same in several of them become one; threads are numbered anew. `elapsed` is
 * that of the longest; start and program are the first's, the clock is the coarsest. Where the machine's clock
 * is known, each thread says when it started since then.
 *
 * @throws ProfileError when there is none, or when their clocks are of different kinds.
 */
export function mergeProfiles(profiles: readonly Profile[]): Profile {
  const [first] = profiles;
  if (!first) throw new ProfileError('merge', 'there is no profile to merge; name at least one');
  for (const { clock } of profiles) {
    if (clock.kind === first.clock.kind) continue;
    throw new ProfileError(
      'merge',
      `a ${first.clock.kind} and a ${clock.kind} clock do not add up; merge profiles of one clock`,
    );
  }
  const files = new Pool<SourceFile>();
  const functions = new Pool<Profile['functions'][number]>();
  const sites = new Pool<Profile['sites'][number]>();
  const threads: Thread[] = [];
  let threadCount = 0;
  for (const profile of profiles) {
    const fileOf = files.add(profile.files, ({ path }) => path, withLinesOfBoth);
    const functionOf = functions.add(
      profile.functions.map((fn) => ({ ...fn, file: fileOf[fn.file] })),
      ({ name, kind, file, line, column }) => JSON.stringify([file, line, column, name, kind]),
    );
    const siteOf = sites.add(
      profile.sites.map((site) => ({ ...site, function: functionOf[site.function] })),
      ({ function: owner, kind, line, column }) => JSON.stringify([owner, line, column, kind]),
    );
    profile.sites.forEach(({ dependsOn }, i) => {
      if (dependsOn === undefined) return;
      // A profile names only those of the sites that it has reached.
      const site = siteOf[i];
      const known = sites.items[site].dependsOn ?? [];
      sites.items[site] = {
        ...sites.items[site],
        dependsOn: [...new Set([...known, ...dependsOn.map((earlier) => siteOf[earlier])])],
      };
    });
    // What ran on one thread under several tags stays one thread's.
    const idOf = new Map<string, number>();
    const later = (profile.monotonic ?? NaN) - (first.monotonic ?? NaN);
    for (const thread of profile.threads) {
      const key = threadKey(thread);
      const id = idOf.get(key) ?? threadCount++;
      idOf.set(key, id);
      threads.push({ ...startingLater(renumbered(thread, functionOf, siteOf), later), id });
    }
  }
  const processes = profiles.flatMap((profile) => profile.processes ?? []);
  return {
    ...first,
    clock: profiles.map(({ clock }) => clock).reduce(coarser),
    elapsed: Math.max(...profiles.map(({ elapsed }) => elapsed)),
    files: files.items,
    functions: functions.items,
    sites: sites.items,
    threads,
    ...(processes.length === 0 ? {} : { processes }),
    notes: [...new Set(profiles.flatMap(({ notes }) => notes))],
  };
}

/** @param later milliseconds; NaN if they are unknown */
function startingLater(thread: Thread, later: number): Thread {
  if (!(Math.abs(later) > 0)) return thread;
  return { ...thread, start: (thread.start ?? 0) + later };
}

function coarser(first: ClockDescription, second: ClockDescription): ClockDescription {
  return (second.resolution ?? 0) > (first.resolution ?? 0) ? second : first;
}

/** The descriptions of all profiles, equal ones of different profiles once. */
class Pool<Item> {
  readonly items: Item[] = [];
  readonly #indices = new Map<string, number>();

  /**
   * Adds the descriptions of one profile.
   *
   * @returns For each of them its index in `items`.
   */
  add(
    items: Item[],
    keyOf: (item: Item) => string,
    combine: (known: Item, added: Item) => Item = (known) => known,
  ): number[] {
    // A profile may describe two things alike (a module that was evaluated twice). They stay two:
    // the n-th of one profile is the n-th of another.
    const occurrences = new Map<string, number>();
    return items.map((item) => {
      const key = keyOf(item);
      const occurrence = occurrences.get(key) ?? 0;
      occurrences.set(key, occurrence + 1);
      const unique = `${occurrence} ${key}`;
      const known = this.#indices.get(unique);
      if (known !== undefined) {
        this.items[known] = combine(this.items[known], item);
        return known;
      }
      this.#indices.set(unique, this.items.length);
      return this.items.push(item) - 1;
    });
  }
}

function withLinesOfBoth(known: SourceFile, added: SourceFile): SourceFile {
  if (!known.lines || !added.lines) return known.lines ? known : added;
  return { ...known, lines: { ...added.lines, ...known.lines } };
}

function renumbered(thread: Thread, functionOf: number[], siteOf: number[]): Thread {
  const { contexts, functions, sites, sequences } = thread;
  // Those of the first profile, which is often the only one, all keep their numbers.
  const toFunction = isIdentity(functionOf)
    ? (column: number[]) => column
    : (column: number[]) => column.map((index) => (index < 0 ? index : functionOf[index]));
  const toSite = (column: number[]) => column.map((index) => siteOf[index]);
  return {
    ...thread,
    contexts: { ...contexts, function: toFunction(contexts.function) },
    functions: { ...functions, function: toFunction(functions.function) },
    sites: { ...sites, site: toSite(sites.site) },
    sequences: {
      ...sequences,
      before: toSite(sequences.before),
      after: toSite(sequences.after),
    },
  };
}

function isIdentity(indices: readonly number[]): boolean {
  return indices.every((index, i) => index === i);
}
