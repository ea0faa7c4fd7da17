import type { Profile } from '../document.js';
import type { BlockedEventLoop } from './finding.js';

/**
 * What held each thread's event loop longest, by the function at the bottom of the stack.
 *
 * @param threshold Milliseconds: shorter stretches are left out.
 */
export function blockedEventLoop(profile: Profile, threshold: number): BlockedEventLoop[] {
  return profile.threads.flatMap(({ contexts, stretches }, thread) => {
    const findings = new Map<number, BlockedEventLoop>();
    for (const { context, heaviest, start, duration } of stretches) {
      const owner = contexts.function[context];
      if (owner < 0 || duration < threshold) continue;
      const known = findings.get(owner);
      // The first one is the longest.
      if (known) known.stretches++;
      else {
        const kind = 'blockedEventLoop';
        const finding = {
          function: owner,
          sites: [],
          cost: duration,
          thread,
          start,
          heaviest: contexts.function[heaviest],
          stretches: 1,
        };
        findings.set(owner, { kind, ...finding });
      }
    }
    return [...findings.values()];
  });
}
