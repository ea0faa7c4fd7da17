import { isHeldByConsumer } from '../document/kinds.js';
import type { Profile, Thread } from '../document/profile.js';

/**
 * The activations of each function that entered in the window and were waiting for a promise when the
 * figures were read, in the order of the profile's functions. What was already alive when the window
 * opened is none of the window's; where such activations have exited since, the count is a lower bound.
 */
export function unsettledByFunction(profile: Profile): number[] {
  const unsettled = profile.functions.map(() => 0);
  for (const thread of profile.threads) {
    const entered = enteredAndAlive(thread, profile);
    const waiting = waitingForPromises(thread, profile);
    // Those that are alive and do not wait are on the stack, or paused.
    entered.forEach((count, index) => (unsettled[index] += Math.min(count, waiting[index])));
  }
  return unsettled;
}

/** Where the unsettled activations of functions wait. */
export interface UnsettledSite {
  /** Index in the profile's `sites`. */
  site: number;
  /** Index in the profile's `functions`. */
  function: number;
  /** Of those that wait there, as many as are unsettled: some may have been carried in. */
  count: number;
}

/** The sites at which unsettled activations may wait, in the order of the profile's sites. */
export function unsettledSites(profile: Profile): UnsettledSite[] {
  const unsettled = unsettledByFunction(profile);
  const live = profile.sites.map(() => 0);
  for (const { sites } of profile.threads) {
    sites.site.forEach((site, i) => (live[site] += sites.live[i]));
  }
  return profile.sites.flatMap(({ function: owner, kind }, site) => {
    const count = isHeldByConsumer(kind) ? 0 : Math.min(live[site], unsettled[owner]);
    return count > 0 ? [{ site, function: owner, count }] : [];
  });
}

/** By function: activations alive that were not carried in. */
function enteredAndAlive({ contexts }: Thread, { functions }: Profile): number[] {
  const counts = functions.map(() => 0);
  for (let row = 1; row < contexts.function.length; row++) {
    const growth = contexts.live[row] - contexts.carriedIn[row];
    if (growth > 0) counts[contexts.function[row]] += growth;
  }
  return counts;
}

function waitingForPromises({ sites }: Thread, profile: Profile): number[] {
  const counts = profile.functions.map(() => 0);
  sites.site.forEach((site, i) => {
    const { function: owner, kind } = profile.sites[site];
    if (!isHeldByConsumer(kind)) counts[owner] += sites.live[i];
  });
  return counts;
}
