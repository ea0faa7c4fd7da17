import { canStartEarlier } from '../document/kinds.js';
import type { Profile } from '../document/profile.js';
import { sequenceTable } from './sequence-table.js';
import { unsettledByFunction } from './unsettled.js';

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
  const rows = unsettledByFunction(profile).map((unsettled): Activity => ({
    calls: 0,
    suspensions: 0,
    sequentialAwaits: 0,
    unsettled,
  }));
  for (const { contexts } of profile.threads) {
    for (let row = 1; row < contexts.function.length; row++) {
      rows[contexts.function[row]].calls += contexts.calls[row];
      rows[contexts.function[row]].suspensions += contexts.suspensions[row];
    }
  }
  const { after, count } = sequenceTable(profile);
  after.forEach((site, i) => {
    const { function: owner, kind } = profile.sites[site];
    if (canStartEarlier(kind)) rows[owner].sequentialAwaits += count[i];
  });
  return rows;
}
