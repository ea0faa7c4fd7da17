import { enlargedIntegers } from './intrinsics.js';

export const NO_SITE = -1;

let capacity = 256;

/** By the sites' ids; see contexts for why this is an object. */
export const sites = {
  count: 0,
  /** The row of the site's histogram, or 0. */
  histogram: new Int32Array(capacity),
  /** The row of the sequence of awaits that ended here last (see sequences). */
  latestSequence: new Int32Array(capacity),
};

/** Makes room for the sites of a file and gives the id of the first. */
export function reserveSites(count: number): number {
  const first = sites.count;
  sites.count += count;
  if (sites.count > capacity) {
    while (sites.count > capacity) capacity *= 2;
    sites.histogram = enlargedIntegers(sites.histogram, capacity);
    sites.latestSequence = enlargedIntegers(sites.latestSequence, capacity);
  }
  return first;
}
