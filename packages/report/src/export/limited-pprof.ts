import type { Profile } from '@coroscope/profile';
import { exportedProfile } from './exported-profile.js';
import type { ExportOptions } from './export-options.js';
import { pprofMessages, pprofSamples } from './pprof-messages.js';

/** What a receiver takes of a profile. */
export interface PprofLimits {
  samples: number;
  /** Uncompressed. */
  bytes: number;
}

/** A profile in the format of pprof, within limits. */
export interface LimitedPprof {
  /** Not compressed. */
  bytes: Uint8Array;
  samples: number;
  /** How many contexts were folded so that it is within the limits. */
  folded: number;
}

/** What is tried next has a little less than would fit in proportion. */
const MARGIN = 0.97;

/**
 * A profile in the format of pprof, within limits: the heaviest contexts are kept, and what is left out is
 * folded below the caller of each, so that sums hold.
 *
 * @throws {ProfileError} As other formats do.
 */
export function limitedPprof(
  profile: Profile,
  options: ExportOptions,
  limits: PprofLimits,
): LimitedPprof {
  let exported = exportedProfile(profile, options);
  const all = exported.threads.reduce((sum, { parent }) => sum + parent.length - 1, 0);
  let contexts = all;
  for (;;) {
    const samples = pprofSamples(exported);
    let excess = samples / limits.samples;
    if (excess <= 1) {
      const bytes = Buffer.concat([...pprofMessages(exported, options)]);
      excess = bytes.length / limits.bytes;
      if (excess <= 1 || contexts === 0) return { bytes, samples, folded: all - contexts };
    }
    contexts = Math.floor((contexts * MARGIN) / excess);
    exported = exportedProfile(profile, { ...options, contexts });
  }
}
