import type { Evidence } from './evidence.js';
import type { FindingBase, FindingKind } from './finding.js';
import { callsPerTest } from './runner-calls.js';
import { functionWithLocation, quantity } from './wording.js';

/** Many calls of which never two were alive at a time, for most of the time. */
export interface NeverParallel extends FindingBase {
  kind: 'never-parallel';
  calls: number;
}

const MANY = 10;
/** They take at least this share of the elapsed time. */
const MOST_OF_THE_TIME = 0.5;

export const neverParallel: FindingKind<NeverParallel> = {
  kind: 'never-parallel',

  detect(evidence) {
    const { profile, functions, savable, isTagged, threshold } = evidence;
    if (isTagged) return [];
    const perTest = callsPerTest(profile);
    return functions.flatMap((row): NeverParallel[] => {
      if (row === undefined || row.calls < MANY || row.peak !== 1) return [];
      // A test runner calls one hook and one test after another.
      if (perTest[row.function] < MANY) return [];
      if (row.span < MOST_OF_THE_TIME * profile.elapsed) return [];
      // One long wait among many short ones is no queue.
      const waits = Math.min(row.external, savable[row.function]);
      if (waits < MOST_OF_THE_TIME * profile.elapsed || waits < threshold) return [];
      if (isRepeatedByOneCall(row.function, evidence)) return [];
      return [
        {
          kind: 'never-parallel',
          function: row.function,
          sites: [],
          cost: Math.max(0, waits - (row.longest ?? 0)),
          calls: row.calls,
        },
      ];
    });
  },

  rank: () => 'cost',

  title(finding, { functions }) {
    const { name } = functions[finding.function];
    return `${quantity(finding.calls, 'call')} of ${name}, never two at a time`;
  },

  describe(finding, profile, wording) {
    return (
      `${functionWithLocation(finding.function, profile, wording)} was called ` +
      `${quantity(finding.calls, 'time')}, never two at a time, and waited for most of the time. If ` +
      `the calls do not depend on each other, overlapping them could save ` +
      `${wording.time(finding.cost)} at most.`
    );
  },
};

/** Whether an activation makes several of the calls: its awaits are then looked at, with their order. */
function isRepeatedByOneCall(index: number, { callRates }: Evidence): boolean {
  return callRates.some(({ callee, perCall }) => callee === index && perCall > 1);
}
