import { isHeldByConsumer } from '../document/kinds.js';
import { hasEnded } from './hanging.js';
import type { FindingBase, FindingKind } from './finding.js';
import { quantity, siteLocations } from './wording.js';

/** Generators that were held by their consumers when the figures were read. */
export interface PausedGenerator extends FindingBase {
  kind: 'paused-generator';
  activations: number;
}

export const pausedGenerator: FindingKind<PausedGenerator> = {
  kind: 'paused-generator',

  /** By activations, the most first. */
  detect({ profile, isRunning }) {
    const paused = new Map<number, number>();
    for (const thread of profile.threads) {
      // A program that was ended had no time to close them.
      if (hasEnded(thread, isRunning)) continue;
      thread.sites.site.forEach((site, row) => {
        const live = thread.sites.live[row];
        if (live > 0 && isHeldByConsumer(profile.sites[site].kind)) {
          paused.set(site, (paused.get(site) ?? 0) + live);
        }
      });
    }
    return [...paused]
      .map(([site, activations]): PausedGenerator => ({
        kind: 'paused-generator',
        function: profile.sites[site].function,
        sites: [site],
        cost: 0,
        activations,
      }))
      .sort((a, b) => b.activations - a.activations || a.sites[0] - b.sites[0]);
  },

  rank: () => 'condition',

  title(finding, { functions }) {
    const { name } = functions[finding.function];
    return `${quantity(finding.activations, 'generator')} of ${name} left paused`;
  },

  describe(finding, profile, wording) {
    const { name } = profile.functions[finding.function];
    return (
      `${quantity(finding.activations, 'generator')} of ${name} ` +
      `${finding.activations > 1 ? 'were' : 'was'} left paused at ` +
      `${siteLocations(finding, profile, wording)}: ` +
      `neither finished nor closed by the consumer when the profile was read.`
    );
  },
};
