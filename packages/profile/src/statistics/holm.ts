/**
 * Corrects p values for being several, so that the chance of one false alarm among all of them stays what
 * is accepted for each. An adjusted value is to be compared with that chance itself.
 *
 * @see S. Holm, "A simple sequentially rejective multiple test procedure", Scandinavian Journal of
 * Statistics 6, 1979
 */
export function holm(values: readonly number[]): number[] {
  const order = values.map((_, i) => i).sort((a, b) => values[a] - values[b]);
  const adjusted = values.map(() => 1);
  let least = 0;
  order.forEach((index, rank) => {
    least = Math.max(least, Math.min(1, values[index] * (values.length - rank)));
    adjusted[index] = least;
  });
  return adjusted;
}
