import { addHistograms, bucketBounds, histogramCount, percentile } from '../src/index.js';

describe('a histogram', () => {
  it('has four buckets to a doubling, linear in between', () => {
    // Bucket 4e + m starts at 2^e (1 + m/4) microseconds.
    expect(bucketBounds(1)).toEqual({ lower: 0.00125, upper: 0.0015 });
    expect(bucketBounds(7).upper).toBeCloseTo(0.004, 12);
    expect(bucketBounds(40).lower).toBeCloseTo(1.024, 12);
    expect(bucketBounds(42)).toEqual({ lower: 1.536, upper: expect.closeTo(1.792, 12) });
  });

  it('holds everything short in its first bucket', () => {
    expect(bucketBounds(0)).toEqual({ lower: 0, upper: 0.00125 });
  });

  it('adds up wherever the two begin', () => {
    expect(
      addHistograms({ first: 5, counts: [1, 2] }, { first: 3, counts: [10, 20, 30, 40, 50] }),
    ).toEqual({ first: 3, counts: [10, 20, 31, 42, 50] });
    expect(addHistograms({ first: 2, counts: [1] }, { first: 4, counts: [1] })).toEqual({
      first: 2,
      counts: [1, 0, 1],
    });
  });

  it('stays as it is when nothing is added', () => {
    const some = { first: 7, counts: [1] };
    const none = { first: 0, counts: [] };
    expect(addHistograms(some, none)).toEqual(some);
    expect(addHistograms(none, some)).toEqual(some);
  });

  it('leaves its terms untouched', () => {
    const a = { first: 1, counts: [1] };
    addHistograms(a, { first: 1, counts: [2] });
    expect(a).toEqual({ first: 1, counts: [1] });
  });

  it('counts', () => {
    expect(histogramCount({ first: 3, counts: [1, 0, 4] })).toBe(5);
  });

  it('gives as a percentile the end of the bucket in which it lies', () => {
    // Eight waits from 1.024 to 1.28 ms and two from 2.048 to 2.56 ms.
    const histogram = { first: 40, counts: [8, 0, 0, 0, 2] };
    expect(percentile(histogram, 0)).toBeCloseTo(1.28, 12);
    expect(percentile(histogram, 0.5)).toBeCloseTo(1.28, 12);
    expect(percentile(histogram, 0.8)).toBeCloseTo(1.28, 12);
    expect(percentile(histogram, 0.81)).toBeCloseTo(2.56, 12);
    expect(percentile(histogram, 1)).toBeCloseTo(2.56, 12);
  });

  it('has no percentile when empty', () => {
    expect(percentile({ first: 0, counts: [] }, 0.5)).toBeUndefined();
    expect(percentile({ first: 9, counts: [0, 0] }, 0.5)).toBeUndefined();
  });
});
