import { isHeldByConsumer } from '../document/kinds.js';
import type { Profile } from '../document/profile.js';
import { siteTable, type SiteRow } from './site-table.js';

/** A site whose waits are for the most part explained by what was called is not named. */
const LEAST_SHARE = 0.5;

/**
 * The awaits that time went to, most time first: those of functions whose waits nothing deeper
 * explains. Who merely waits for such a function is left out.
 */
export function slowestAwaits(profile: Profile): SiteRow[] {
  const shares = externalShares(profile);
  return siteTable(profile)
    .filter((row) => !isHeldByConsumer(row.kind) && row.waiting > 0)
    .filter((row) => shares[row.function] >= LEAST_SHARE)
    .sort((a, b) => b.waiting - a.waiting);
}

/** By function: how much of its waiting is external. */
function externalShares({ functions, threads }: Profile): number[] {
  const external = functions.map(() => 0);
  const awaiting = functions.map(() => 0);
  for (const { contexts } of threads) {
    for (let row = 1; row < contexts.function.length; row++) {
      external[contexts.function[row]] += contexts.external[row];
      awaiting[contexts.function[row]] += contexts.awaiting[row];
    }
  }
  return external.map((time, index) => (awaiting[index] > 0 ? time / awaiting[index] : 0));
}
