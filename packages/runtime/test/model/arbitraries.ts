import fc from 'fast-check';
import type { Step } from './chooser.js';
import type { Setup } from './twin.js';

export const step: fc.Arbitrary<Step> = fc.record({
  action: fc.nat(9999),
  subject: fc.nat(99),
  detail: fc.nat(999),
});
export const steps = fc.array(step, { minLength: 1, maxLength: 160, size: 'max' });
export const setup: fc.Arbitrary<Setup> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      clock: fc.constantFrom('custom', 'custom', 'custom', 'cpu'),
      maxContexts: fc.constant(Infinity),
      maxTags: fc.constantFrom(0, 0, 2, 10),
      crowded: fc.boolean(),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      clock: fc.constant('custom'),
      maxContexts: fc.integer({ min: 0, max: 12 }),
      maxTags: fc.constantFrom(0, 2),
      crowded: fc.constant(false),
    }),
  },
);
