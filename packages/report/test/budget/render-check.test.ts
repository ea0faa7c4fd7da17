import { checkBudget, type Budget } from '@coroscope/profile';
import { buildProfile } from '../../../profile/test/build-profile.js';
import { renderCheck } from '../../src/budget/render-check.js';
import { exceeded, relativePath } from '../support/budget-outcome.js';

const options = { file: 'b.json', color: false, unicode: false, directory: '/app' };

describe('the outcome of a check in a terminal', () => {
  const text = renderCheck(exceeded, options);

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

  it('reports what could not be checked', () => {
    expect(text).toContain('Not called in this run, so not checked: legacy<T> (src/old.ts).');
  });

  it('is one line where all is well', () => {
    const check = { ...exceeded.check, violations: [], missing: [] };
    expect(renderCheck({ ...exceeded, check }, options)).toBe(
      '2 functions within budget (b.json)\n',
    );
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
    const none: Budget = { ...exceeded.budget, functions: { 'src/cart.ts': { f: { calls: 0 } } } };
    const check = checkBudget(called, none, relativePath);
    const lines = renderCheck({ check, budget: none, profile: called }, options).split('\n');
    expect(lines.filter((line) => line.includes('called by')).length).toBe(5);
    expect(lines).toContain('    ... and 1 other');
    expect(lines.find((line) => line.includes('called by'))).toContain('called by g');
  });

  it('lets no name move the cursor', () => {
    const hostile = structuredClone(exceeded.profile);
    hostile.files[1].lines![12] = 'await x\u001b[2J';
    expect(renderCheck({ ...exceeded, profile: hostile }, options)).not.toContain('\u001b');
  });

  it('names no file where none is given', () => {
    expect(renderCheck(exceeded).split('\n')[0]).toBe('1 of 2 functions over budget');
  });
});
