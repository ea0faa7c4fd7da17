import type { Profile, Thread } from './document.js';
import { canStartEarlier, sequenceTable } from './sequence-table.js';
import { isHeldByConsumer } from './site-kind.js';

export { causesOf, type BudgetCause } from './budget/budget-causes.js';
export { onlyTag } from './only-tag.js';

/**
 * What the activations of one function did in the window. Counts only: they are the same whenever a
 * program does the same.
 */
export interface Activity {
  /** Activations entered. */
  calls: number;
  /** Times an activation left the stack without exiting. */
  suspensions: number;
  /** Times an await came after another one in the same activation. */
  sequentialAwaits: number;
  /** Activations that entered in the window, and waited for a promise when the figures were read. */
  unsettled: number;
}

/** The activity of each function, in the order of the profile's functions. */
export function activities(profile: Profile): Activity[] {
  const rows = profile.functions.map(() => ({
    calls: 0,
    suspensions: 0,
    sequentialAwaits: 0,
    unsettled: 0,
  }));
  for (const thread of profile.threads) {
    const { contexts } = thread;
    for (let row = 1; row < contexts.function.length; row++) {
      rows[contexts.function[row]].calls += contexts.calls[row];
      rows[contexts.function[row]].suspensions += contexts.suspensions[row];
    }
    const entered = enteredAndAlive(thread, profile);
    const waiting = waitingForPromises(thread, profile);
    // Those that are alive and do not wait are on the stack, or paused.
    rows.forEach((row, index) => (row.unsettled += Math.min(entered[index], waiting[index])));
  }
  const { after, count } = sequenceTable(profile);
  after.forEach((site, i) => {
    const { function: owner, kind } = profile.sites[site];
    if (canStartEarlier(kind)) rows[owner].sequentialAwaits += count[i];
  });
  return rows;
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
