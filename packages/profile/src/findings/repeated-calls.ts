import type { CallRate } from './call-rates.js';
import type { Evidence } from './evidence.js';
import type { FindingBase, FindingKind } from './finding.js';
import { grouped } from './grouped.js';
import { functionWithLocation, quantity } from './wording.js';

/** A function that waits for what is outside, called many times for each call of its caller. */
export interface RepeatedCalls extends FindingBase {
  kind: 'repeated-calls';
  /** Index in the profile's `functions`. */
  caller: number;
  calls: number;
  /** Calls for each activation of the caller, on average. */
  perCall: number;
  /** The most that were alive at once. */
  peak: number;
  /**
   * A library makes the calls, each time after the caller has settled what it waits for; else the caller
   * makes them itself, directly or through callbacks and helpers.
   */
  isBurst: boolean;
}

/** So many calls for each call of the caller are a repetition. */
const MANY_PER_CALL = 10;

export const repeatedCalls: FindingKind<RepeatedCalls> = {
  kind: 'repeated-calls',

  detect(evidence) {
    return nearest(evidence).flatMap((rate): RepeatedCalls[] => {
      const { caller, callee, calls, perCall, isBurst } = rate;
      const row = evidence.functions[callee];
      if (row === undefined || !evidence.waitsOutside[callee]) return [];
      if (isSharedWork(rate, evidence) || isSaidOfLoop(rate, evidence)) return [];
      // The caller of a burst may have ended long before.
      const ofCaller = isBurst ? Infinity : evidence.savable[caller];
      const cost = Math.min(row.span, ofCaller, evidence.savable[callee]);
      if (cost < evidence.threshold) return [];
      return [
        {
          kind: 'repeated-calls',
          function: callee,
          sites: [],
          cost,
          caller,
          calls,
          perCall,
          peak: row.peak,
          isBurst,
        },
      ];
    });
  },

  // What one call does may be all that there is to do: nothing shows that it comes again.
  rank: (finding) => (isOfOneCall(finding) ? 'condition' : 'cost'),

  title(finding, { functions }) {
    const times = grouped(Math.round(finding.perCall), 0);
    return (
      `${functions[finding.function].name} called ${times} times ` +
      `${isOfOneCall(finding) ? (finding.isBurst ? 'upon' : 'by') : 'for each call of'} ${functions[finding.caller].name}`
    );
  },

  describe(finding, profile, wording) {
    const { name } = profile.functions[finding.caller];
    const times = grouped(Math.round(finding.perCall), 0);
    const byLibrary = finding.isBurst ? ' by a library' : '';
    const often = isOfOneCall(finding)
      ? `was called ${times} times${finding.isBurst ? `${byLibrary} upon` : ' by'} one call of ${name}`
      : `is called ${times} times${byLibrary} for each call of ${name}, ${quantity(finding.calls, 'time')} in all`;
    const isParallel = finding.peak > 1;
    return (
      `${functionWithLocation(finding.function, profile, wording)} ${often}, ` +
      `${isParallel ? `up to ${grouped(finding.peak, 0)} at once` : 'never two at a time'}. ` +
      `If one call could do for all of them${isParallel ? '' : ', or several could run at once'}, most of the ${wording.time(finding.cost)} in which they ` +
      `waited, and what they cost others, would be saved.`
    );
  },
};

/** Whether all calls come from a single call of the caller. */
function isOfOneCall({ calls, perCall }: RepeatedCalls): boolean {
  return calls === perCall;
}

/** Of the callers that repeat the calls of a function the nearest one; a module runs only once. */
function nearest({ callRates, profile }: Evidence): CallRate[] {
  const byCallee = new Map<number, CallRate>();
  for (const rate of callRates) {
    if (rate.perCall < MANY_PER_CALL || profile.functions[rate.caller].kind === 'module') continue;
    const known = byCallee.get(rate.callee);
    if (known === undefined || rate.distance < known.distance) byCallee.set(rate.callee, rate);
  }
  return [...byCallee.values()];
}

/** Whether the calls are workers that share work: they live long, and each waits again and again. */
function isSharedWork(
  { callee }: CallRate,
  { awaitGroups }: Pick<Evidence, 'awaitGroups'>,
): boolean {
  return awaitGroups.some((group) => group.isLoop && group.function === callee);
}

/** Whether the calls come from a loop of the caller that waits for each, which is a finding itself. */
function isSaidOfLoop(
  { caller, calls }: CallRate,
  { awaitGroups, sites, threshold }: Evidence,
): boolean {
  return awaitGroups.some(
    (group) =>
      group.isLoop &&
      group.function === caller &&
      group.saving >= threshold &&
      group.sites.some((site) => (sites[site]?.suspended ?? 0) >= calls / 2),
  );
}
