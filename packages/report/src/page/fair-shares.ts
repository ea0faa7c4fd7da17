/**
 * Divides a limit among things of different sizes: those that need less than an equal share get what they need, and
 * leave the rest to the others.
 *
 * @returns By thing: how much it may take, which is never more than its size.
 */
export function fairShares(sizes: readonly number[], limit: number): number[] {
  const shares = sizes.slice();
  const bySize = sizes.map((_, i) => i).sort((a, b) => sizes[a] - sizes[b]);
  let left = limit;
  bySize.forEach((thing, i) => {
    shares[thing] = Math.min(sizes[thing], Math.floor(left / (bySize.length - i)));
    left -= shares[thing];
  });
  return shares;
}
