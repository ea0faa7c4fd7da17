import { budgetJUnit } from '../../src/index.js';
import { exceeded } from '../support/budget-outcome.js';
import { textOf } from '../support/chunks.js';

describe('the outcome of a check as JUnit XML', () => {
  const xml = textOf(budgetJUnit.render(exceeded, { directory: '/app' }));

  it('counts functions as tests', () => {
    expect(xml).toContain('<testsuites name="coroscope check" tests="3" failures="1" skipped="1">');
    expect(xml).toContain('<testsuite name="src/cart.ts" tests="2" failures="1" skipped="0">');
  });

  it('has a failure for each excess, with its causes', () => {
    expect(xml).toContain('<failure type="calls" message="2 calls, 1 allowed">');
    expect(xml).toContain('<failure type="suspensions" message="9 suspensions, 4 allowed">');
    expect(xml).toMatch(/2 {2}await pay\(total\); {2}src\/cart\.ts:15/);
  });

  it('skips what was not called, and escapes names', () => {
    expect(xml).toMatch(
      /<testcase name="legacy&lt;T&gt;" classname="src\/old\.ts">\s*<skipped message="not called in this run"\/>/,
    );
  });

  it('has an empty case for what keeps to its budget', () => {
    expect(xml).toContain('<testcase name="refund" classname="src/cart.ts"/>');
  });
});
