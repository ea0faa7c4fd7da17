import { canStartEarlier } from '../document/kinds.js';
import type { Profile } from '../document/profile.js';
import { sequenceTable } from '../tables/sequence-table.js';
import type { FunctionRow } from '../tables/function-table.js';
import type { SiteRow } from '../tables/site-table.js';
import { dependsOn, isDependentLoop, longestChain } from './dependence.js';
import { isLock, mayBeOrdered } from './effect-order.js';
import { isEnclosing, isSubtest } from './enclosing-wait.js';
import { observedLoops, sourceOrder } from './observed-loops.js';

/** Awaits of one function that ran one after another: those in one loop, or those in none. */
export interface AwaitGroup {
  /** Index in the profile's `functions`. */
  function: number;
  isLoop: boolean;
  /** Indices in the profile's `sites`, in source order. */
  sites: number[];
  /** How often the most frequent pair of them followed each other. */
  times: number;
  /** Milliseconds that overlapping them would save at most. */
  saving: number;
  /** Activations of the function that were alive in the window: the saving is that of all of them. */
  calls: number;
  /** Each of them may have to wait for the effect of the one before, though not for its result. */
  mayBeOrdered: boolean;
}

interface Pair {
  before: number;
  after: number;
  count: number;
  saving: number;
}

interface Known {
  profile: Profile;
  /** Functions and sites by index in the profile. */
  functions: readonly (FunctionRow | undefined)[];
  sites: readonly (SiteRow | undefined)[];
  /** By function: the milliseconds that an overlap of its waits could save at most. */
  savable: readonly number[];
}

/**
 * The awaits that ran one after another though none needs the result of the one before. A saving counts
 * once, in one group: those of the pairs within a loop for the loop, the others of a function for the
 * group that their pairs connect. A loop of which an iteration depends on the one before is none here,
 * but awaits within one iteration of it may be.
 */
export function awaitGroups(known: Known): AwaitGroup[] {
  const { profile } = known;
  const sequences = sequenceTable(profile);
  const order = sourceOrder(profile);
  const loops = observedLoops(sequences, order, profile);
  const dependentLoops = findDependentLoops(loops, profile);
  const pairsOfLoop = new Map<number, Pair[]>();
  const others: Pair[] = [];
  for (let i = 0; i < sequences.before.length; i++) {
    const pair: Pair = {
      before: sequences.before[i],
      after: sequences.after[i],
      count: sequences.count[i],
      saving: sequences.saving[i],
    };
    if (!canStartEarlier(profile.sites[pair.after].kind)) continue;
    if (isSubtest(pair.before, profile) || isSubtest(pair.after, profile)) continue;
    const loop = loops[pair.after];
    const isWithin = loop >= 0 && loop === loops[pair.before];
    if (isWithin && !dependentLoops.has(loop)) {
      pairsOfLoop.set(loop, [...(pairsOfLoop.get(loop) ?? []), pair]);
    } else if (!isOrdered(pair, profile)) {
      // Within a dependent loop, the step back to its beginning has to wait.
      if (!isWithin || order[pair.after] > order[pair.before]) others.push(pair);
    }
  }
  // What a loop waits for at its head, such as its `for await`, is none of its iterations' awaits.
  const ofLoops = [...pairsOfLoop.values()].map((pairs) =>
    groupOf(pairs, new Set(pairs.map(({ after }) => after)), true, order, known),
  );
  const ofOthers = connected(others, loops).map((pairs) => {
    const sites = new Set(pairs.flatMap(({ before, after }) => [before, after]));
    return groupOf(pairs, sites, false, order, known);
  });
  return [...ofLoops, ...ofOthers];
}

/** Whether the source says that one await comes after the other for a reason. */
function isOrdered({ before, after }: Pair, profile: Profile): boolean {
  return (
    dependsOn(after, before, profile) ||
    isLock(before, profile) ||
    isEnclosing(before, profile) ||
    isEnclosing(after, profile)
  );
}

function groupOf(
  pairs: readonly Pair[],
  sites: ReadonlySet<number>,
  isLoop: boolean,
  order: Int32Array,
  { profile, functions, sites: siteRows, savable }: Known,
): AwaitGroup {
  const inOrder = [...sites].sort((a, b) => order[a] - order[b]);
  const owner = profile.sites[inOrder[0]].function;
  const saving = pairs.reduce((sum, pair) => sum + pair.saving, 0);
  // The pairs do not know which later await depends on which earlier one.
  const bound = isLoop ? Infinity : boundByDependence(inOrder, siteRows, profile);
  const row = functions[owner];
  return {
    function: owner,
    isLoop,
    sites: inOrder,
    times: pairs.reduce((max, { count }) => Math.max(max, count), 0),
    saving: Math.min(saving, bound, savable[owner]),
    calls: row === undefined ? 0 : row.calls + row.carriedIn,
    mayBeOrdered: pairs.every(({ before, after }) => mayBeOrdered(before, after, profile)),
  };
}

/** The sum of the waits less those that must come one after another. */
function boundByDependence(
  sites: readonly number[],
  rows: readonly (SiteRow | undefined)[],
  profile: Profile,
): number {
  if (sites.every((site) => profile.sites[site].dependsOn === undefined)) return Infinity;
  const waiting = (site: number) => rows[site]?.waiting ?? 0;
  const sum = sites.reduce((total, site) => total + waiting(site), 0);
  return sum - longestChain(sites, waiting, profile);
}

function findDependentLoops(loops: Int32Array, profile: Profile): Set<number> {
  const sitesOf = new Map<number, number[]>();
  loops.forEach((loop, site) => {
    if (loop >= 0) sitesOf.set(loop, [...(sitesOf.get(loop) ?? []), site]);
  });
  const dependent = [...sitesOf].filter(([, sites]) => isDependentLoop(sites, profile));
  return new Set(dependent.map(([loop]) => loop));
}

/** Pairs that share a site, or touch the same loop, together. */
function connected(pairs: readonly Pair[], loops: Int32Array): Pair[][] {
  const groups: { keys: Set<string>; pairs: Pair[] }[] = [];
  const keyOf = (site: number) => (loops[site] >= 0 ? `loop ${loops[site]}` : `site ${site}`);
  for (const pair of pairs) {
    const keys = new Set([keyOf(pair.before), keyOf(pair.after)]);
    const touched = groups.filter((group) => [...keys].some((key) => group.keys.has(key)));
    const merged = { keys, pairs: [pair] };
    for (const group of touched) {
      for (const key of group.keys) merged.keys.add(key);
      merged.pairs.unshift(...group.pairs);
      groups.splice(groups.indexOf(group), 1);
    }
    groups.push(merged);
  }
  return groups.map((group) => group.pairs);
}

/** How often activations waited in a loop; of several awaits, at the most frequent one. */
export function timesWaited(
  { sites, times }: AwaitGroup,
  rows: readonly ({ suspended: number } | undefined)[],
): number {
  return Math.max(times, ...sites.map((site) => rows[site]?.suspended ?? 0));
}
