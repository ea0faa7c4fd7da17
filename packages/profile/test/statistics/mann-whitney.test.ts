import { leastPValue, MannWhitney } from '../../src/statistics/mann-whitney.js';

const mannWhitney = new MannWhitney();

/** Two samples without ties of which `u` pairs are the other way round. */
function samplesWithU(sizeA: number, sizeB: number, u: number): [number[], number[]] {
  // All of `a` below all of `b`: then one value of `a` after another climbs over values of `b`.
  const order = [...Array<string>(sizeA).fill('a'), ...Array<string>(sizeB).fill('b')];
  let remaining = u;
  for (let i = sizeA - 1; i >= 0 && remaining > 0; i--) {
    const steps = Math.min(remaining, sizeB);
    order.splice(i, 1);
    order.splice(i + steps, 0, 'a');
    remaining -= steps;
  }
  const valuesOf = (name: string) => order.flatMap((side, i) => (side === name ? [i] : []));
  return [valuesOf('a'), valuesOf('b')];
}

function p(sizeA: number, sizeB: number, u: number): number {
  return mannWhitney.test(...samplesWithU(sizeA, sizeB, u));
}

describe('the Mann–Whitney test', () => {
  // Mann and Whitney 1947, table I: the chance of a U as small as that, for samples of 3 and 4 values.
  it.each([
    [3, 3, [0.05, 0.1, 0.2, 0.35, 0.5]],
    [4, 4, [0.014, 0.029, 0.057, 0.1, 0.171, 0.243, 0.343, 0.443]],
    [3, 4, [0.028, 0.057, 0.114, 0.2, 0.314, 0.429]],
    [2, 4, [0.067, 0.133, 0.267, 0.4]],
  ])('agrees with the published distribution for %i and %i values', (a, b, chances) => {
    for (const [u, chance] of chances.entries()) {
      // The table has three digits and one side; some of its digits are cut off, others rounded.
      expect(Math.abs(p(a, b, u) / 2 - chance)).toBeLessThan(0.001);
    }
  });

  // The table of critical values that textbooks print: the largest U that is significant, two-sided.
  it.each([
    [0.05, 4, 4, 0],
    [0.05, 5, 5, 2],
    [0.05, 6, 6, 5],
    [0.05, 7, 7, 8],
    [0.05, 8, 8, 13],
    [0.05, 9, 9, 17],
    [0.05, 10, 10, 23],
    [0.05, 5, 10, 8],
    [0.05, 10, 15, 39],
    [0.05, 15, 15, 64],
    [0.05, 20, 20, 127],
    [0.01, 5, 5, 0],
    [0.01, 8, 8, 7],
    [0.01, 10, 10, 16],
    [0.01, 15, 15, 51],
    [0.01, 20, 20, 105],
  ])(
    'finds the published critical value at %d for %i and %i values: %i',
    (alpha, a, b, critical) => {
      expect(p(a, b, critical)).toBeLessThanOrEqual(alpha);
      expect(p(a, b, critical + 1)).toBeGreaterThan(alpha);
    },
  );

  it('deals with ties as all ways to deal the values do', () => {
    // The ranks of 1, 2, 2, 3 are 1, 2.5, 2.5, 4. Of the 6 ways to choose two, two have the sum of 1 and 2,
    // which is 3.5, and none a smaller one.
    expect(mannWhitney.test([1, 2], [2, 3])).toBeCloseTo(4 / 6, 12);
    expect(mannWhitney.test([5, 5, 5], [5, 5, 5])).toBe(1);
  });

  it('gives the same whichever sample is named first', () => {
    const [a, b] = [
      [3, 1, 4, 1, 5, 9],
      [2, 6, 5, 3, 5],
    ];
    expect(mannWhitney.test(a, b)).toBe(mannWhitney.test(b, a));
  });

  it('has no smaller value than that of samples that do not overlap', () => {
    // Two of the 252 ways to choose five of ten, and of the 184,756 to choose ten of twenty.
    expect(leastPValue(5, 5)).toBeCloseTo(2 / 252, 12);
    expect(leastPValue(10, 10)).toBeCloseTo(2 / 184_756, 12);
    expect(p(5, 5, 0)).toBeCloseTo(2 / 252, 12);
  });

  it('takes the normal distribution for many values, which is next to the exact one', () => {
    // 26 and 26 values: one more than is done exactly. With U = 228, z = (338 - 228 - 0.5) / 54.64 = 2.004.
    expect(p(26, 26, 228)).toBeCloseTo(0.0451, 3);
    // 25 and 25, exactly: between the two there is no step.
    expect(Math.abs(p(25, 25, 210) - p(26, 26, 228))).toBeLessThan(0.005);
    expect(mannWhitney.test(Array<number>(30).fill(1), Array<number>(30).fill(1))).toBe(1);
  });
});
