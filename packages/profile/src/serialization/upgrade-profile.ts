import type { Histogram, Profile } from '../document/profile.js';

/** The histograms of version 1 had this many buckets to a doubling. */
const FIRST_SUB_BUCKETS = 4;

/**
 * A profile of an earlier version as one of this version. Figures that the earlier one did not have are
 * absent.
 */
export function upgradeProfile(profile: Profile, version: number): Profile {
  if (version > 1) return profile;
  return {
    ...profile,
    threads: profile.threads.map((thread) => ({
      ...thread,
      functions: { ...thread.functions, life: thread.functions.life.map(withLayout) },
      sites: { ...thread.sites, histogram: thread.sites.histogram.map(withLayout) },
    })),
  };
}

function withLayout(histogram: Histogram): Histogram {
  return histogram.counts.length === 0
    ? histogram
    : { ...histogram, subBuckets: FIRST_SUB_BUCKETS };
}
