/**
 * Whole numbers for shares of a total, by the method of the largest remainder: each is rounded up or
 * down so that their sum is the total, rounded to the nearest.
 *
 * @param shares What is negative counts as 0.
 * @see https://en.wikipedia.org/wiki/Largest_remainders_method
 */
export function apportion(shares: ArrayLike<number>, scale = 1): Float64Array {
  const whole = new Float64Array(shares.length);
  const remainders = new Float64Array(shares.length);
  let sum = 0;
  for (let i = 0; i < shares.length; i++) {
    const scaled = Math.max(0, shares[i] * scale);
    whole[i] = Math.floor(scaled);
    remainders[i] = scaled - whole[i];
    sum += remainders[i];
  }
  const missing = Math.round(sum);
  if (missing === 0) return whole;
  const byRemainder = Uint32Array.from(remainders.keys())
    .filter((i) => remainders[i] > 0)
    // The sort is stable: of equal remainders the first comes first.
    .sort((a, b) => remainders[b] - remainders[a] || a - b);
  for (const i of byRemainder.subarray(0, missing)) whole[i]++;
  return whole;
}
