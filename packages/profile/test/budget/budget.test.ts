import {
  checkBudget,
  readBudget,
  updateBudget,
  type Budget,
  type BudgetLimits,
} from '../../src/index.js';
import { buildProfile } from '../build-profile.js';

const identity = (path: string) => path;

/** Checkout awaits prices one after another in a loop, pays, and leaves one payment hanging. */
const profile = buildProfile({
  names: {
    main: { kind: 'async', file: '/app/main.ts' },
    checkout: { kind: 'async', file: '/app/cart.ts', line: 10 },
    total: { file: '/app/cart.ts', line: 30 },
    ids: { kind: 'generator', file: '/app/cart.ts', line: 40 },
  },
  places: {
    run: { of: 'main', line: 2 },
    price: { of: 'checkout', line: 12, inLoop: true },
    pay: { of: 'checkout', line: 15 },
    each: { of: 'checkout', line: 17, kind: 'for await' },
    id: { of: 'ids', line: 41, kind: 'yield' },
  },
  contexts: [
    {
      of: 'main',
      calls: 1,
      suspensions: 2,
      children: [
        {
          of: 'checkout',
          calls: 2,
          live: 1,
          suspensions: 8,
          children: [{ of: 'total', calls: 5 }],
        },
        { of: 'ids', calls: 1, live: 1, suspensions: 3 },
      ],
    },
    { of: 'checkout', calls: 1, suspensions: 2 },
  ],
  sites: {
    run: { suspended: 2, resumed: 2 },
    price: { suspended: 7, resumed: 7 },
    pay: { suspended: 2, resumed: 1, live: 1 },
    each: { suspended: 1, resumed: 1 },
    id: { suspended: 3, resumed: 2, live: 1 },
  },
  sequences: [
    ['price', 'price', 4, 40],
    ['price', 'pay', 2, 3],
    ['pay', 'each', 1, 1],
  ],
});

function budgetOf(functions: Budget['functions']): Budget {
  return { format: 'coroscope-budget', version: 1, functions };
}

function check(name: string, limits: BudgetLimits) {
  return checkBudget(profile, budgetOf({ '/app/cart.ts': { [name]: limits } }), identity);
}

describe('a budget', () => {
  it('is kept by a run that does just what it allows', () => {
    const limits = { calls: 3, suspensions: 10, sequentialAwaits: 6, unsettled: 1 };
    expect(check('checkout', limits)).toEqual({ checked: 1, violations: [], missing: [] });
  });

  it.each([
    ['calls', 3],
    ['suspensions', 10],
    ['sequentialAwaits', 6],
    ['unsettled', 1],
  ] as const)('of %s is exceeded by one more', (figure, actual) => {
    const { violations } = check('checkout', { [figure]: actual - 1 });
    expect(violations).toMatchObject([
      {
        file: '/app/cart.ts',
        name: 'checkout',
        function: 1,
        excesses: [{ figure, allowed: actual - 1, actual }],
      },
    ]);
  });

  it('leaves alone what it does not name', () => {
    expect(check('checkout', {}).violations).toEqual([]);
    expect(checkBudget(profile, budgetOf({}), identity).violations).toEqual([]);
  });

  it('does not take a generator that its consumer holds for unsettled', () => {
    expect(check('ids', { unsettled: 0 }).violations).toEqual([]);
  });

  it('tells of functions that were not called, and does not fail for them', () => {
    expect(check('refund', { calls: 0 })).toEqual({
      checked: 0,
      violations: [],
      missing: [{ file: '/app/cart.ts', name: 'refund' }],
    });
  });

  it('names files as its caller does', () => {
    const budget = budgetOf({ 'cart.ts': { checkout: { calls: 0 } } });
    const pathOf = (path: string) => path.replace('/app/', '');
    expect(checkBudget(profile, budget, pathOf).violations).toMatchObject([{ file: 'cart.ts' }]);
  });

  it('counts functions of one name in one file together', () => {
    const twice = buildProfile({
      names: { get: { line: 3 }, 'other get': { line: 9 } },
      contexts: [
        { of: 'get', calls: 2 },
        { of: 'other get', calls: 3 },
      ],
    });
    twice.functions[1].name = 'get';
    const budget = budgetOf({ 'main.ts': { get: { calls: 4 } } });
    const { violations } = checkBudget(twice, budget, identity);
    expect(violations).toMatchObject([{ function: 0, excesses: [{ allowed: 4, actual: 5 }] }]);
  });
});

describe('the causes of an excess', () => {
  const causes = (limits: BudgetLimits) =>
    check('checkout', limits).violations[0].excesses[0].causes;
  const [MAIN, ROOT] = [0, -1];
  const [PRICE, PAY, EACH] = [1, 2, 3];

  it('are the callers of too many calls', () => {
    expect(causes({ calls: 0 })).toEqual([
      { caller: MAIN, count: 2 },
      { caller: ROOT, count: 1 },
    ]);
  });

  it('are the sites of too many suspensions', () => {
    expect(causes({ suspensions: 0 })).toEqual([
      { site: PRICE, count: 7 },
      { site: PAY, count: 2 },
      { site: EACH, count: 1 },
    ]);
  });

  it('are the awaits that could have begun earlier, not the steps of an iteration', () => {
    expect(causes({ sequentialAwaits: 0 })).toEqual([
      { site: PRICE, count: 4 },
      { site: PAY, count: 2 },
    ]);
  });

  it('are the awaits that did not settle', () => {
    expect(causes({ unsettled: 0 })).toEqual([{ site: PAY, count: 1 }]);
  });
});

describe('updating a budget', () => {
  it('begins with all async functions and generators', () => {
    expect(updateBudget(profile, undefined, identity).functions).toEqual({
      '/app/main.ts': {
        main: { calls: 1, suspensions: 2, sequentialAwaits: 0, unsettled: 0 },
      },
      '/app/cart.ts': {
        checkout: { calls: 3, suspensions: 10, sequentialAwaits: 6, unsettled: 1 },
        ids: { calls: 1, suspensions: 3, sequentialAwaits: 0, unsettled: 0 },
      },
    });
  });

  it('keeps to the functions and figures that were chosen', () => {
    const chosen = budgetOf({ '/app/cart.ts': { checkout: { calls: 1 }, refund: { calls: 9 } } });
    expect(updateBudget(profile, chosen, identity).functions).toEqual({
      '/app/cart.ts': { checkout: { calls: 3 }, refund: { calls: 9 } },
    });
  });

  it('gives what the same run keeps, and what can be read', () => {
    const budget = updateBudget(profile, undefined, identity);
    const read = readBudget(JSON.stringify(budget), 'b.json');
    expect(checkBudget(profile, read, identity)).toMatchObject({ checked: 3, violations: [] });
  });
});

describe('reading a budget', () => {
  const text = (functions: unknown, version = 1) =>
    JSON.stringify({ format: 'coroscope-budget', version, functions });

  it.each([
    ['', 'b.json: is empty; take it back from version control'],
    ['{"format"', 'b.json: is cut off; take it back from version control'],
    ['[]', 'b.json: is not a Coroscope budget; write one with `coroscope check --update'],
    [text({}, 2), 'b.json: is a budget of version 2, newer than version 1 that is read here'],
    [
      text({ 'a.ts': { f: { call: 1 } } }),
      'b.json: $.functions["a.ts"].f has "call", which is not known here; fix it',
    ],
    [text({ 'a.ts': { f: { calls: -1 } } }), 'b.json: $.functions["a.ts"].f.calls must be >= 0'],
  ])('says what is wrong with %s', (broken, message) => {
    expect(() => readBudget(broken, 'b.json')).toThrow(message);
  });
});
