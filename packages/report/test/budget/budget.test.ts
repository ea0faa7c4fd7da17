import { checkBudget, type Budget } from '@coroscope/profile';
import { buildProfile } from '../../../profile/test/build-profile.js';
import { renderBudgetAnnotations, renderBudgetCheck, renderBudgetJUnit } from '../../src/index.js';

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
const check = checkBudget(profile, budget, (path) => path.replace('/app/', ''));
const options = { budget: 'b.json', color: false, unicode: false, directory: '/app' };

describe('the outcome of a check in a terminal', () => {
  const text = renderBudgetCheck(check, profile, options);

  it('begins with the verdict', () => {
    expect(text.split('\n')[0]).toBe('1 of 2 functions over budget (b.json)');
  });

  it('names the function, the excess, and where it comes from', () => {
    expect(text).toContain(
      [
        'checkout  src/cart.ts:10',
        '  2 calls, 1 allowed',
        '    2  called by main  src/main.ts:1',
        '  9 suspensions, 4 allowed',
        '    7  total += await price("a,b: 100%");  (in a loop)  src/cart.ts:12',
        '    2  await pay(total);  src/cart.ts:15',
      ].join('\n'),
    );
    expect(text).not.toContain('refund');
  });

  it('tells what could not be checked', () => {
    expect(text).toContain('Not called in this run, so not checked: legacy<T> (src/old.ts).');
  });

  it('is one line where all is well', () => {
    const kept = { ...check, violations: [], missing: [] };
    expect(renderBudgetCheck(kept, profile, options)).toBe('2 functions within budget (b.json)\n');
  });

  it('shows the largest causes and counts the others', () => {
    const names = Object.fromEntries(
      ['f', 'a', 'b', 'c', 'd', 'e', 'g'].map((name) => [name, { file: '/app/src/cart.ts' }]),
    );
    const called = buildProfile({
      names,
      contexts: ['a', 'b', 'c', 'd', 'e', 'g'].map((of, i) => ({
        of,
        children: [{ of: 'f', calls: i + 1 }],
      })),
    });
    const none: Budget = { ...budget, functions: { 'src/cart.ts': { f: { calls: 0 } } } };
    const outcome = checkBudget(called, none, (path) => path.replace('/app/', ''));
    const lines = renderBudgetCheck(outcome, called, options).split('\n');
    expect(lines.filter((line) => line.includes('called by')).length).toBe(5);
    expect(lines).toContain('    ... and 1 other');
    expect(lines.find((line) => line.includes('called by'))).toContain('called by g');
  });

  it('lets no name move the cursor', () => {
    const hostile = structuredClone(profile);
    hostile.files[1].lines![12] = 'await x\u001b[2J';
    expect(renderBudgetCheck(check, hostile, options)).not.toContain('\u001b');
  });
});

describe('the outcome of a check as JUnit XML', () => {
  const xml = renderBudgetJUnit(check, budget, profile, '/app');

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

describe('the violations as annotations of GitHub', () => {
  it('stand at the function, relative to the repository, escaped as its runner reads them', () => {
    expect(renderBudgetAnnotations(check, profile, '/app').split('\n')).toEqual([
      '::error file=src/cart.ts,line=10,title=checkout is over its budget::2 calls, 1 allowed%0A2  called by main  src/main.ts:1',
      '::error file=src/cart.ts,line=10,title=checkout is over its budget::9 suspensions, 4 allowed%0A7  total += await price("a,b: 100%25");  (in a loop)  src/cart.ts:12%0A2  await pay(total);  src/cart.ts:15',
      '',
    ]);
  });

  it('are none where all is well', () => {
    expect(renderBudgetAnnotations({ ...check, violations: [] }, profile, '/app')).toBe('');
  });
});
