import { isConstant, sampleOf } from '../../src/statistics/sample.js';

describe('a sample', () => {
  it('has the median and the quartiles that R and NumPy give', () => {
    expect(sampleOf([4, 1, 3, 2])).toEqual({
      values: [4, 1, 3, 2],
      median: 2.5,
      low: 1.75,
      high: 3.25,
    });
    expect(sampleOf([5, 1, 2])).toMatchObject({ median: 2, low: 1.5, high: 3.5 });
    expect(sampleOf([7])).toMatchObject({ median: 7, low: 7, high: 7 });
  });

  it('is constant if all its values are the same', () => {
    expect(isConstant(sampleOf([2, 2]))).toBe(true);
    expect(isConstant(sampleOf([2, 3]))).toBe(false);
  });
});
