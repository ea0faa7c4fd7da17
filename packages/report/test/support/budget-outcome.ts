import { checkBudget, type Budget } from '@coroscope/profile';
import { buildProfile } from '../../../profile/test/build-profile.js';
import type { BudgetOutcome } from '../../src/index.js';

const profile = buildProfile({
  names: {
    main: { kind: 'async', file: '/app/src/main.ts' },
    checkout: { kind: 'async', file: '/app/src/cart.ts', line: 10 },
    refund: { kind: 'async', file: '/app/src/cart.ts', line: 30 },
  },
  places: { price: { of: 'checkout', line: 12, inLoop: true }, pay: { of: 'checkout', line: 15 } },
  contexts: [
    { of: 'main', calls: 1, children: [{ of: 'checkout', calls: 2, suspensions: 9 }] },
    { of: 'refund', calls: 1 },
  ],
  sites: { price: { suspended: 7, resumed: 7 }, pay: { suspended: 2, resumed: 2 } },
});
profile.files[1].lines = { 12: '  total += await price("a,b: 100%");', 15: '  await pay(total);' };

const budget: Budget = {
  format: 'coroscope-budget',
  version: 1,
  functions: {
    'src/cart.ts': { checkout: { calls: 1, suspensions: 4 }, refund: { calls: 1 } },
    'src/old.ts': { 'legacy<T>': { calls: 3 } },
  },
};

/** A path as budgets of the tests name it. */
export const relativePath = (path: string) => path.replace('/app/', '');

/** A checkout that does more than its budget allows, a refund that doesn't, and what was not called. */
export const exceeded: BudgetOutcome = {
  check: checkBudget(profile, budget, relativePath),
  budget,
  profile,
};
