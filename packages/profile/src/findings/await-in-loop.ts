import { rankOfOverlap, type FindingBase, type FindingKind } from './finding.js';
import { timesWaited } from './await-groups.js';
import { isLimit } from './concurrency-limit.js';
import { perCall, quantity, siteLocations } from './wording.js';

/** An await, or several, that one activation made again and again in a loop. */
export interface AwaitInLoop extends FindingBase {
  kind: 'await-in-loop';
  /** How often activations waited there; of several awaits, at the most frequent one. */
  times: number;
  /** Activations of the function that were alive in the window: the cost is that of all of them. */
  calls: number;
  /** Each iteration may have to wait for the effect of the one before. */
  mayBeOrdered: boolean;
}

export const awaitInLoop: FindingKind<AwaitInLoop> = {
  kind: 'await-in-loop',

  detect(evidence) {
    return evidence.awaitGroups
      .filter((group) => group.isLoop && group.saving >= evidence.threshold)
      .filter((group) => !isLimit(group, evidence))
      .map((group) => ({
        kind: 'await-in-loop',
        function: group.function,
        sites: group.sites,
        cost: group.saving,
        times: timesWaited(group, evidence.sites),
        calls: group.calls,
        mayBeOrdered: group.mayBeOrdered,
      }));
  },

  rank: (finding, profile) =>
    finding.mayBeOrdered ? 'condition' : rankOfOverlap(finding, profile),

  title(finding, { functions }) {
    const { name } = functions[finding.function];
    return `${finding.sites.length > 1 ? 'awaits' : 'an await'} in a loop of ${name}`;
  },

  describe(finding, profile, wording) {
    const { name } = profile.functions[finding.function];
    return (
      `${finding.sites.length > 1 ? 'Awaits' : 'An await'} in a loop of ${name} at ` +
      `${siteLocations(finding, profile, wording)} waited ${quantity(finding.times, 'time')}, one ` +
      `after another. If the iterations ` +
      `${finding.mayBeOrdered ? 'need neither the results nor the effects of' : 'do not depend on'} ` +
      `each other, overlapping them could save ` +
      `${wording.time(finding.cost)} at most${perCall(finding, wording)}.`
    );
  },
};
