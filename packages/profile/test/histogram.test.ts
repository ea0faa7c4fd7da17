import { addHistograms, bucketBounds, histogramCount, percentile } from '../src/index.js';

describe('a histogram', () => {
  it('has 64 buckets to a doubling, linear in between', () => {
    // Bucket 64e + m starts at 2^e (1 + m/64) microseconds.
    expect(bucketBounds(16)).toEqual({ lower: 0.00125, upper: expect.closeTo(0.001265625, 12) });
    expect(bucketBounds(127).upper).toBeCloseTo(0.004, 12);
    expect(bucketBounds(640).lower).toBeCloseTo(1.024, 12);
  });

  it('of version 1 has four', () => {
    expect(bucketBounds(1, 4)).toEqual({ lower: 0.00125, upper: 0.0015 });
    expect(bucketBounds(42, 4)).toEqual({ lower: 1.536, upper: expect.closeTo(1.792, 12) });
  });

  it('holds everything short in its first bucket', () => {
    expect(bucketBounds(0)).toEqual({ lower: 0, upper: 0.001015625 });
  });

  it('adds up wherever the two begin', () => {
    expect(
      addHistograms({ first: 5, counts: [1, 2] }, { first: 3, counts: [10, 20, 30, 40, 50] }),
    ).toEqual({ first: 3, counts: [10, 20, 31, 42, 50] });
    expect(addHistograms({ first: 2, counts: [1] }, { first: 5, counts: [1] })).toEqual({
      first: 2,
      counts: [1, -2, 1],
    });
  });

  it('adds to a run of empty buckets', () => {
    expect(
      addHistograms({ first: 2, counts: [1, -3, 1] }, { first: 4, counts: [7, -1, 8] }),
    ).toEqual({ first: 2, counts: [1, -1, 7, -1, 9] });
  });

  it('adds to one of version 1 as coarsely as that was counted', () => {
    // Buckets 31 and 32 of 64 lie in 1 and 2 of 4: 1.484 to 1.5 and 1.5 to 1.516 microseconds.
    expect(
      addHistograms(
        { first: 31, counts: [1, 2] },
        { first: 2, counts: [10, -1, 5], subBuckets: 4 },
      ),
    ).toEqual({ first: 1, counts: [1, 12, -1, 5], subBuckets: 4 });
  });

  it('stays as it is when nothing is added', () => {
    const some = { first: 7, counts: [1], subBuckets: 4 };
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
    expect(histogramCount({ first: 3, counts: [1, -2, 4] })).toBe(5);
  });
});

describe('a percentile', () => {
  // Eight durations from 1.024 to 1.04 ms and two from 2.048 to 2.08 ms.
  const histogram = { first: 640, counts: [8, -63, 2] };

  it('is the duration of that rank, with those of one bucket spread evenly over it', () => {
    // The first of eight stands a sixteenth into the bucket, the fifth nine sixteenths.
    expect(percentile(histogram, 0)).toBeCloseTo(1.025, 12);
    expect(percentile(histogram, 0.5)).toBeCloseTo(1.024 + (0.016 * 9) / 16, 12);
    expect(percentile(histogram, 0.8)).toBeCloseTo(1.024 + (0.016 * 15) / 16, 12);
    expect(percentile(histogram, 0.81)).toBeCloseTo(2.048 + 0.032 / 4, 12);
  });

  it('is never beyond the longest', () => {
    expect(percentile(histogram, 1, 2.05)).toBe(2.05);
    expect(percentile(histogram, 0.9, 2.05)).toBeCloseTo(2.0485, 12);
    expect(percentile({ first: 640, counts: [1] }, 0.5, 1.03)).toBe(1.03);
  });

  it('is within 2 % of the true one', () => {
    // From 10 to 14 ms in steps of 0.1: buckets of 0.128 ms from 8.192 on.
    const durations = Array.from({ length: 41 }, (_, i) => 10 + i / 10);
    const counts = new Array<number>(60).fill(0);
    for (const duration of durations) counts[Math.floor((duration - 8.192) / 0.128)]++;
    const dense = { first: 64 * 13, counts };
    for (const share of [0.1, 0.5, 0.9]) {
      const truth = durations[Math.ceil(share * 41) - 1];
      expect(Math.abs(percentile(dense, share)! / truth - 1)).toBeLessThan(0.02);
    }
  });

  it('of nothing is none', () => {
    expect(percentile({ first: 0, counts: [] }, 0.5)).toBeUndefined();
  });
});
