import { rankOfOverlap, type FindingBase, type FindingKind } from './finding.js';
import { perCall, quantity, siteLocations } from './wording.js';

/** Awaits that one activation made one after another. */
export interface SequentialAwaits extends FindingBase {
  kind: 'sequential-awaits';
  /** How often the most frequent pair of them followed each other. */
  times: number;
  /** Activations of the function that were alive in the window: the cost is that of all of them. */
  calls: number;
  /** Each of them may have to wait for the effect of the one before. */
  mayBeOrdered: boolean;
}

export const sequentialAwaits: FindingKind<SequentialAwaits> = {
  kind: 'sequential-awaits',

  detect({ awaitGroups, threshold }) {
    return awaitGroups
      .filter(({ isLoop, saving }) => !isLoop && saving >= threshold)
      .map(({ function: owner, sites, times, saving, calls, mayBeOrdered }) => ({
        kind: 'sequential-awaits',
        function: owner,
        sites,
        cost: saving,
        times,
        calls,
        mayBeOrdered,
      }));
  },

  rank: (finding, profile) =>
    finding.mayBeOrdered ? 'condition' : rankOfOverlap(finding, profile),

  title(finding, { functions }) {
    const { name } = functions[finding.function];
    return `${quantity(finding.sites.length, 'await')} of ${name} one after another`;
  },

  describe(finding, profile, wording) {
    const { name } = profile.functions[finding.function];
    return (
      `${quantity(finding.sites.length, 'await')} of ${name} ran one after another at ` +
      `${siteLocations(finding, profile, wording)}` +
      `${finding.times > 1 ? `, ${quantity(finding.times, 'time')}` : ''}. If they ` +
      `${finding.mayBeOrdered ? 'need neither the results nor the effects of' : 'do not depend on'} ` +
      `each other, overlapping them could save ${wording.time(finding.cost)} at most` +
      `${perCall(finding, wording)}.`
    );
  },
};
