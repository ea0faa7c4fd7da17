import fc from 'fast-check';
import { PairSums } from '../../src/findings/pair-sums.js';

test('sums by pair are those of a map, in its order', () => {
  const pairs = fc.array(fc.tuple(fc.nat(59), fc.nat(59), fc.nat(9), fc.nat(9)), {
    maxLength: 3000,
    size: 'max',
  });
  fc.assert(
    fc.property(pairs, fc.constantFrom(60, 2 ** 30), (added, functions) => {
      const sums = new PairSums(functions);
      const expected = new Map<string, number[]>();
      for (const [caller, callee, calls, distance] of added) {
        sums.add(caller, callee, calls, distance);
        const known = expected.get(`${caller} ${callee}`);
        expected.set(`${caller} ${callee}`, [
          caller,
          callee,
          calls + (known?.[2] ?? 0),
          Math.min(distance, known?.[3] ?? Infinity),
        ]);
      }
      const found: number[][] = [];
      sums.forEach((...pair) => found.push(pair));
      expect(found).toEqual([...expected.values()]);
    }),
    { numRuns: 30 },
  );
});
