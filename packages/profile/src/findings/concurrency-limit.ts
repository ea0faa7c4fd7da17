import { timesWaited, type AwaitGroup } from './await-groups.js';
import type { Evidence } from './evidence.js';
import type { FindingBase, FindingKind } from './finding.js';
import { quantity, siteLocations } from './wording.js';

/** A loop that several activations of a function, started by one caller, went around at once. */
export interface ConcurrencyLimit extends FindingBase {
  kind: 'concurrency-limit';
  /** How often activations waited there. */
  times: number;
  /** The most activations that were alive at once. */
  peak: number;
}

export const concurrencyLimit: FindingKind<ConcurrencyLimit> = {
  kind: 'concurrency-limit',

  detect(evidence) {
    return evidence.awaitGroups
      .filter((group) => group.isLoop && group.saving >= evidence.threshold)
      .filter((group) => isLimit(group, evidence))
      .map((group) => ({
        kind: 'concurrency-limit',
        function: group.function,
        sites: group.sites,
        cost: group.saving,
        times: timesWaited(group, evidence.sites),
        peak: evidence.functions[group.function]?.peak ?? 0,
      }));
  },

  rank: () => 'condition',

  title(finding, { functions }) {
    return `at most ${finding.peak} at once in loops of ${functions[finding.function].name}`;
  },

  describe(finding, profile, wording) {
    const { name } = profile.functions[finding.function];
    return (
      `Up to ${quantity(finding.peak, 'call')} of ${name} at once waited in a loop at ` +
      `${siteLocations(finding, profile, wording)}, ${quantity(finding.times, 'time')} in all: a ` +
      `limit on concurrency. If what is waited for can take more at once, a higher limit could save ` +
      `${wording.time(finding.cost)} at most.`
    );
  },
};

/**
 * Whether a loop is one of several that share work: a caller started several activations of its
 * function, and they were alive at once. Of activations that different callers started, as requests do,
 * each could still overlap its own iterations.
 */
export function isLimit(
  group: AwaitGroup,
  { functions, callRates }: Pick<Evidence, 'functions' | 'callRates'>,
): boolean {
  const row = functions[group.function];
  return (
    row !== undefined &&
    row.peak > 1 &&
    callRates.some(({ callee, perCall }) => callee === group.function && perCall >= 2)
  );
}
