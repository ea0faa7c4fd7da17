export const NO_SITE = -1;

/** How many sites the files have that have registered. */
export let siteCount = 0;

/** Gives ids to the sites of a file, and returns the first. */
export function reserveSites(count: number): number {
  const first = siteCount;
  siteCount += count;
  return first;
}
