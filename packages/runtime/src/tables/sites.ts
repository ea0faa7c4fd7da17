/** The site of an activation that was suspended without a probe. */
export const NO_SITE = -1;

/** The number of sites of all registered files. */
export let siteCount = 0;

/** Assigns ids to the sites of a file and returns the first. */
export function reserveSites(count: number): number {
  const first = siteCount;
  siteCount += count;
  return first;
}
