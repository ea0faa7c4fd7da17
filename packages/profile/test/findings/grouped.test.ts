import fc from 'fast-check';
import { grouped } from '../../src/index.js';

test('numbers are written as the platform writes them in English', () => {
  const values = fc.oneof(
    fc.double({ noNaN: true }),
    fc.double({ min: -1e7, max: 1e7, noNaN: true }),
    // Halves of the last digit that is shown.
    fc.integer({ min: -1e7, max: 1e7 }).map((thousandths) => thousandths / 1000),
  );
  fc.assert(
    fc.property(values, fc.integer({ min: 0, max: 3 }), (value, decimals) => {
      const expected = value.toLocaleString('en-US', {
        minimumFractionDigits: decimals,
        maximumFractionDigits: decimals,
        signDisplay: 'negative',
      });
      expect(grouped(value, decimals)).toBe(expected);
    }),
    { numRuns: 500 },
  );
});
