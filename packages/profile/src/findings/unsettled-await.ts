import type { Profile, Thread, ThreadEnd } from '../document/profile.js';
import { ongoingWait } from '../tables/ongoing-wait.js';
import { unsettledSites, type UnsettledSite } from '../tables/unsettled.js';
import type { FindingBase, FindingKind } from './finding.js';
import { isForTest } from './enclosing-wait.js';
import { hasEnded } from './hanging.js';
import { quantity, siteLocations, type FindingWording } from './wording.js';

/** Activations of the window that wait for a promise which nothing settles. */
export interface UnsettledAwait extends FindingBase {
  kind: 'unsettled-await';
  activations: number;
  /** Functions whose calls wait for these and hang as well, by index in the profile's `functions`. */
  waiting: number[];
  /**
   * Where the program was ended, or was running when the profile was read: how long they had waited, on
   * average and at least. Undefined where all should have settled.
   */
  waited: number | undefined;
  /** How the thread ended; undefined where that is unknown. */
  end: ThreadEnd | undefined;
  /** Those of them that nothing can continue any more; undefined where that is unknown. */
  collected: number | undefined;
}

/** A call that was cut off hangs if it had waited longer than this, in milliseconds, */
const LONG_WAIT = 5000;
/** and longer than so many times the longest wait at its site that ended. */
const TIMES_LONGEST = 10;

export const unsettledAwait: FindingKind<UnsettledAwait> = {
  kind: 'unsettled-await',

  /**
   * Those that had called nothing that hangs itself, the place to look at first; the others may merely
   * wait for what they called. By activations, the most first.
   */
  detect({ profile, isRunning }) {
    const hanging = [
      ...neverSettled(profile, isRunning),
      ...stillWaiting(profile, isRunning),
    ].filter(({ site }) => !isForTest(site, profile));
    const functions = new Set(hanging.map((row) => row.function));
    const waitingFor = waitingFunctions(functions, profile);
    return hanging
      .filter(({ function: owner }) => waitingFor.has(owner))
      .map(({ function: owner, site, count, waited, end, collected }): UnsettledAwait => ({
        kind: 'unsettled-await',
        function: owner,
        sites: [site],
        cost: 0,
        activations: count,
        waiting: [...waitingFor.get(owner)!],
        waited,
        end,
        collected,
      }))
      .sort((a, b) => b.activations - a.activations || a.sites[0] - b.sites[0]);
  },

  rank: () => 'hang',

  title(finding, { functions }) {
    const { name } = functions[finding.function];
    const hang = finding.activations > 1 ? 'hang' : 'hangs';
    return `${quantity(finding.activations, 'call')} of ${name} ${hang}`;
  },

  describe(finding, profile, wording) {
    const place = siteLocations(finding, profile, wording);
    return (
      `${subject(finding, profile)} ${verdictOn(finding, place, wording)}` +
      holdersOf(finding) +
      waitersOf(finding, profile)
    );
  },
};

function subject({ activations, function: owner }: UnsettledAwait, { functions }: Profile): string {
  return `${quantity(activations, 'call')} of ${functions[owner].name}`;
}

function verdictOn(finding: UnsettledAwait, place: string, { time }: FindingWording): string {
  const { activations, waited, end } = finding;
  const isMany = activations > 1;
  if (waited !== undefined) {
    return (
      `${isMany ? 'were' : 'was'} still waiting at ${place} after ${time(waited)}` +
      `${isMany ? ' on average' : ''} when ` +
      `${end === 'ended' ? 'the program was ended' : 'the profile was read'}.`
    );
  }
  const they = isMany ? 'they wait' : 'it waits';
  return (
    `never went on from ${place}: ` +
    (end === 'drained'
      ? `nothing was left to run that could settle what ${they} for.`
      : `what ${they} for had not settled when the profile was read.`)
  );
}

/** Whether something still holds them. */
function holdersOf({ activations, collected: lost }: UnsettledAwait): string {
  if (lost === undefined) return '';
  const isMany = activations > 1;
  if (lost === 0) {
    return ` Something still holds ${isMany ? 'what all of them wait for' : 'what it waits for'}.`;
  }
  if (lost === activations) {
    return ` Nothing holds what ${isMany ? 'they wait' : 'it waits'} for: the collector has taken ${isMany ? 'them all' : 'it'}.`;
  }
  return ` Nothing holds what ${lost} of them ${lost > 1 ? 'wait' : 'waits'} for: the collector has taken ${lost > 1 ? 'these' : 'this one'}.`;
}

function waitersOf({ waiting }: UnsettledAwait, { functions }: Profile): string {
  if (waiting.length === 0) return '';
  const names = waiting.map((index) => functions[index].name);
  const list = names.length > 1 ? `${names.slice(0, -1).join(', ')} and ${names.at(-1)}` : names[0];
  return ` Calls of ${list} may hang because of that.`;
}

interface HangingSite {
  site: number;
  function: number;
  count: number;
  waited: number | undefined;
  end: ThreadEnd | undefined;
  collected: number | undefined;
}

/** What waits on threads on which all should have settled. */
function neverSettled(profile: Profile, isRunning: boolean): HangingSite[] {
  const threads = profile.threads.filter((thread) => !hasEnded(thread, isRunning));
  const isDrained = threads.length > 0 && threads.every(({ end }) => end === 'drained');
  return unsettledSites({ ...profile, threads }).map((row) => ({
    ...row,
    waited: undefined,
    end: isDrained ? 'drained' : undefined,
    collected: collectedOf(row, threads),
  }));
}

/**
 * How many of the unsettled activations at a site nothing can continue. Where others that wait there were carried
 * in, it is known only if that holds for none of all, or for all.
 */
function collectedOf(
  { site, count }: UnsettledSite,
  threads: readonly Thread[],
): number | undefined {
  let live = 0;
  let collected = 0;
  for (const { sites } of threads) {
    const row = sites.site.indexOf(site);
    if (row < 0) continue;
    if (sites.collected === undefined) return undefined;
    live += sites.live[row];
    collected += sites.collected[row];
  }
  if (collected === live) return count;
  return collected === 0 || live === count ? collected : undefined;
}

/** What was cut off by the end of a thread, or is in flight, and has waited for too long. */
function stillWaiting(profile: Profile, isRunning: boolean): HangingSite[] {
  return profile.threads.flatMap((thread) => {
    if (!hasEnded(thread, isRunning)) return [];
    return unsettledSites({ ...profile, threads: [thread] }).flatMap((row) => {
      const { sites } = thread;
      const index = sites.site.indexOf(row.site);
      const waited = ongoingWait({
        live: sites.live[index],
        waiting: sites.waiting[index],
        longest: sites.longest[index],
        histogram: sites.histogram[index],
      });
      const usual = sites.longest[index];
      const isLong = waited !== undefined && waited > LONG_WAIT && waited > TIMES_LONGEST * usual;
      const collected = collectedOf(row, [thread]);
      return isLong ? [{ ...row, waited, end: thread.end, collected }] : [];
    });
  });
}

/**
 * For each of some functions with a live context below which none of the functions is alive: the
 * functions that are alive above such a context.
 */
function waitingFunctions(
  functions: ReadonlySet<number>,
  { threads }: Profile,
): Map<number, Set<number>> {
  const innermost = new Map<number, Set<number>>();
  for (const { contexts } of threads) {
    const { parent, live, function: called } = contexts;
    const hangsBelow = new Uint8Array(parent.length);
    const isHanging = (row: number) => live[row] > 0 && functions.has(called[row]);
    // Children follow their parents: backwards, all below a row has been seen when its turn comes.
    for (let row = parent.length - 1; row > 0; row--) {
      const hangs = isHanging(row);
      if (hangs && !hangsBelow[row]) {
        const waiting = innermost.get(called[row]) ?? new Set();
        innermost.set(called[row], waiting);
        for (let above = parent[row]; above > 0; above = parent[above]) {
          if (isHanging(above) && called[above] !== called[row]) waiting.add(called[above]);
        }
      }
      if (hangs || hangsBelow[row]) hangsBelow[parent[row]] = 1;
    }
  }
  return innermost;
}
