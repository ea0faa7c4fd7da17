import { holm } from '../../src/statistics/holm.js';

describe('the correction of Holm', () => {
  it('rejects in the usual example the first and the fourth of four hypotheses', () => {
    // 0.005 < 0.05/4, 0.01 < 0.05/3, but 0.03 > 0.05/2, so that 0.04 is not looked at any more.
    const adjusted = holm([0.01, 0.04, 0.03, 0.005]);
    expect(adjusted.map((value) => value <= 0.05)).toEqual([true, false, false, true]);
    // 0.01 * 3; max(0.03 * 2, 0.04 * 1); 0.03 * 2; 0.005 * 4.
    [0.03, 0.06, 0.06, 0.02].forEach((value, i) => expect(adjusted[i]).toBeCloseTo(value, 12));
  });

  it('leaves a single value as it is, and never exceeds 1', () => {
    expect(holm([0.2])).toEqual([0.2]);
    expect(holm([0.6, 0.7])).toEqual([1, 1]);
    expect(holm([])).toEqual([]);
  });
});
