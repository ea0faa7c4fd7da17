import type { Histogram } from '../document/profile.js';
import { bucketBounds, forEachBucket } from '../figures/histogram.js';

/** What is known of the waits at a site. */
interface SiteWaits {
  live: number;
  waiting: number;
  longest: number;
  histogram: Histogram;
}

/**
 * How long the activations that are suspended at a site have waited so far, on average. The waits that
 * have ended are known by their buckets only and taken to be as long as those allow, so that this is a
 * lower bound, and exact where none has ended.
 *
 * @returns undefined where none is suspended, and where those that have ended may account for all of it.
 */
export function ongoingWait({ live, waiting, longest, histogram }: SiteWaits): number | undefined {
  if (live === 0) return undefined;
  let ended = 0;
  forEachBucket(histogram, (bucket, count) => {
    const { upper } = bucketBounds(bucket, histogram.subBuckets);
    ended += count * Math.min(upper, longest);
  });
  return ended > 0 && waiting <= ended ? undefined : (waiting - ended) / live;
}
