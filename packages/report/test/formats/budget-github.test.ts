import { budgetGitHub } from '../../src/index.js';
import { exceeded } from '../support/budget-outcome.js';
import { textOf } from '../support/chunks.js';

describe('the violations as annotations of GitHub', () => {
  it('stand at the function, relative to the repository, escaped as its runner reads them', () => {
    expect(textOf(budgetGitHub.render(exceeded, { directory: '/app' })).split('\n')).toEqual([
      '::error file=src/cart.ts,line=10,title=checkout is over its budget::2 calls, 1 allowed%0A2  called by main  src/main.ts:1',
      '::error file=src/cart.ts,line=10,title=checkout is over its budget::9 suspensions, 4 allowed%0A7  total += await price("a,b: 100%25");  (in a loop)  src/cart.ts:12%0A2  await pay(total);  src/cart.ts:15',
      '',
    ]);
  });

  it('are none where all is well', () => {
    const check = { ...exceeded.check, violations: [] };
    expect(textOf(budgetGitHub.render({ ...exceeded, check }))).toBe('');
  });
});
