import type { Profile } from '../document/profile.js';

type Sites = Pick<Profile, 'sites'>;

/** Whether a wait uses what an earlier one gave, or is reached only by its outcome. */
export function dependsOn(after: number, before: number, { sites }: Sites): boolean {
  return sites[after].dependsOn?.includes(before) ?? false;
}

/** Whether an iteration of a loop with these sites depends, through them, on the one before. */
export function isDependentLoop(loop: readonly number[], profile: Sites): boolean {
  return loop.some((site) => reaches(site, site, new Set(loop), profile));
}

/** Whether a site depends on another one, directly or through others of the loop. */
function reaches(from: number, to: number, loop: ReadonlySet<number>, { sites }: Sites): boolean {
  const seen = new Set<number>();
  const open = [from];
  for (let site = open.pop(); site !== undefined; site = open.pop()) {
    for (const earlier of sites[site].dependsOn ?? []) {
      if (earlier === to) return true;
      if (!loop.has(earlier) || seen.has(earlier)) continue;
      seen.add(earlier);
      open.push(earlier);
    }
  }
  return false;
}

/**
 * The longest time that waits take one after another because each depends on the one before.
 *
 * @param order In source order, so that what a site depends on comes before it.
 */
export function longestChain(
  order: readonly number[],
  waiting: (site: number) => number,
  { sites }: Sites,
): number {
  const chains = new Map<number, number>();
  for (const site of order) {
    const earlier = (sites[site].dependsOn ?? []).map((other) => chains.get(other) ?? 0);
    chains.set(site, waiting(site) + Math.max(0, ...earlier));
  }
  return Math.max(0, ...chains.values());
}
