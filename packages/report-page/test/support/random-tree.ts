import fc from 'fast-check';
import type { FlameTree } from '../../src/flame/flame-tree.js';

/** Trees of any shape, with figures of any size; parents precede their children. */
export const flameTrees: fc.Arbitrary<FlameTree> = fc
  .array(
    fc.record({
      parent: fc.nat(1000),
      fn: fc.nat(5),
      self: fc.oneof(fc.constant(0), fc.double({ min: 0, max: 1e6, noNaN: true })),
      external: fc.oneof(fc.constant(0), fc.double({ min: 0, max: 1e6, noNaN: true })),
      calls: fc.nat(100),
    }),
    { minLength: 1, maxLength: 60 },
  )
  .map((nodes) => {
    const column = (of: (node: (typeof nodes)[number]) => number) =>
      Float64Array.from([0, ...nodes.map(of)]);
    return {
      parent: Int32Array.from([-1, ...nodes.map(({ parent }, i) => parent % (i + 1))]),
      function: Int32Array.from([-1, ...nodes.map(({ fn }) => fn)]),
      figures: {
        calls: column(({ calls }) => calls),
        self: column(({ self }) => self),
        external: column(({ external }) => external),
        outside: column(({ external }) => external / 2),
        contended: column(({ external }) => external / 4),
        blame: undefined,
      },
    };
  });
