import { canStartEarlier } from '../document/kinds.js';
import type { Profile } from '../document/profile.js';
import { callersAndCallees } from '../tables/callers-and-callees.js';
import { sequenceTable } from '../tables/sequence-table.js';
import { siteTable } from '../tables/site-table.js';
import { unsettledSites } from '../tables/unsettled.js';
import type { BudgetFigure } from './budget.js';
import type { BudgetRow } from './budget-figures.js';

/** A share of a figure: by caller for calls, by site for everything else. */
export interface BudgetCause {
  count: number;
  /** Of the caller, by index in the profile's `functions`; -1 for the event loop. */
  caller?: number;
  /** Index in the profile's `sites`. */
  site?: number;
}

/** Where a figure of some functions comes from; the largest share first. */
export function causesOf(
  figure: BudgetFigure,
  { functions }: Pick<BudgetRow, 'functions'>,
  profile: Profile,
): BudgetCause[] {
  const causes = CAUSES[figure](profile, new Set(functions));
  return causes.filter(({ count }) => count > 0).sort((a, b) => b.count - a.count);
}

type FindCauses = (profile: Profile, functions: Set<number>) => BudgetCause[];

const CAUSES: Record<BudgetFigure, FindCauses> = {
  calls: (profile, functions) => {
    const counts = new Map<number, number>();
    for (const index of functions) {
      for (const { function: caller, calls } of callersAndCallees(profile, index).callers) {
        counts.set(caller, (counts.get(caller) ?? 0) + calls);
      }
    }
    return [...counts].map(([caller, count]) => ({ caller, count }));
  },

  suspensions: (profile, functions) =>
    siteTable(profile)
      .filter((row) => functions.has(row.function))
      .map(({ site, suspended }) => ({ site, count: suspended })),

  sequentialAwaits: (profile, functions) => {
    const { after, count } = sequenceTable(profile);
    const counts = new Map<number, number>();
    after.forEach((site, i) => {
      const { function: index, kind } = profile.sites[site];
      if (!functions.has(index) || !canStartEarlier(kind)) return;
      counts.set(site, (counts.get(site) ?? 0) + count[i]);
    });
    return [...counts].map(([site, times]) => ({ site, count: times }));
  },

  unsettled: (profile, functions) =>
    unsettledSites(profile)
      .filter((row) => functions.has(row.function))
      .map(({ site, count }) => ({ site, count })),
};
