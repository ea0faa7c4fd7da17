import type { TestFigures } from '@coroscope/profile';
import stringWidth from 'string-width';
import { renderTests, type TestRunReportOptions } from '../../src/index.js';
import { buildProfile } from '../support/profile.js';

const plain: TestRunReportOptions = { color: false, unicode: true, width: 100, directory: '/app' };

/** A cart of twelve: a query for each item, and a mail that is not awaited. */
function totalsACart(changes: Partial<TestFigures> = {}): TestFigures {
  const profile = buildProfile({
    elapsed: 120,
    functions: {
      '<anonymous>': { kind: 'async', file: '/app/test/cart.test.js' },
      total: { kind: 'async', file: '/app/src/cart.js', line: 20 },
      query: { kind: 'async', file: '/app/src/database.js', line: 4 },
      mail: { kind: 'async', file: '/app/src/mail.js', line: 1 },
      poll: { kind: 'async', file: '/app/src/poll.js', line: 1 },
    },
    threads: [
      {
        contexts: [
          {
            name: '<anonymous>',
            calls: 1,
            onStack: 20,
            suspensions: 1,
            awaiting: 100,
            children: [
              {
                name: 'total',
                calls: 1,
                suspensions: 12,
                awaiting: 100,
                children: [
                  {
                    name: 'query',
                    calls: 12,
                    suspensions: 12,
                    awaiting: 100,
                    external: 100,
                    onStack: 20,
                    self: 20,
                  },
                ],
              },
              { name: 'mail', calls: 1, live: 1, suspensions: 1, awaiting: 90, external: 90 },
            ],
          },
          { name: 'poll', carriedIn: 1, live: 1, awaiting: 120, external: 0 },
        ],
        sites: [
          { name: '<anonymous>', line: 5, suspended: 1, waiting: 100, longest: 100 },
          {
            name: 'total',
            line: 23,
            suspended: 12,
            waiting: 100,
            longest: 10,
            inLoop: true,
            source: '  sum += await query(item);',
          },
          {
            name: 'query',
            line: 5,
            column: 7,
            suspended: 12,
            waiting: 100,
            longest: 10,
            source: '  await delay(8);',
          },
          {
            name: 'mail',
            line: 2,
            suspended: 1,
            live: 1,
            waiting: 90,
            longest: 0,
            source: '  await sent;',
          },
          { name: 'poll', line: 2, suspended: 0, live: 1, waiting: 120, longest: 0 },
        ],
        sequences: [{ before: 1, after: 1, count: 11, saving: 88 }],
      },
    ],
  });
  return {
    file: '/app/test/cart.test.js',
    titles: ['cart', 'totals twelve items'],
    isShared: false,
    profile,
    ...changes,
  };
}

function quick(title: string, elapsed: number): TestFigures {
  const profile = buildProfile({
    elapsed,
    threads: [{ contexts: [{ name: 'test', calls: 1, onStack: elapsed, self: elapsed }] }],
  });
  return { file: '/app/test/quick.test.js', titles: [title], isShared: false, profile };
}

describe('the report of a run of tests', () => {
  const lines = renderTests([quick('adds', 2), totalsACart()], plain).split('\n');

  it('says how much ran', () => {
    expect(lines[0]).toMatch(/^Coroscope ─+ 2 tests in 2 files · 16 calls · 26 suspensions$/);
  });

  it('shows the slowest test first, with what it did with its time', () => {
    expect(lines[2]).toMatch(
      /^ {2}cart > totals twelve items {2}test\/cart\.test\.js +120 ms · 20\.0 ms on stack · 100 ms waiting$/,
    );
    expect(lines.findIndex((line) => line.includes('adds  test/quick.test.js'))).toBeGreaterThan(3);
  });

  it('shows the awaits that nothing deeper explains, each with its line', () => {
    const at = lines.findIndex((line) => /waited +times +longest +where/.test(line));
    expect(lines[at + 1]).toMatch(/^ +100 ms +12 +10\.0 ms +query {2}src\/database\.js:5:7$/);
    expect(lines[at + 2]).toMatch(/5 │ await delay\(8\);$/);
    expect(lines[at + 3]).toMatch(/^ +90\.0 ms +1 +– +mail {2}src\/mail\.js:2:3$/);
    expect(lines.slice(at + 1, at + 5).join()).not.toMatch(/total|anonymous/);
  });

  it('explains what could overlap, and what has not settled', () => {
    const text = lines.map((line) => line.trim()).join(' ');
    expect(text).toContain('An await in a loop of total at src/cart.js:23 waited 12 times');
    expect(text).toContain('could save 88.0 ms at most');
    expect(text).toContain('1 call of mail never went on from src/mail.js:2');
  });

  it('does not blame a test for what was there before it', () => {
    expect(lines.join()).not.toContain('poll');
  });

  it('keeps to the width', () => {
    for (const width of [60, 80, 120]) {
      const text = renderTests([totalsACart()], { ...plain, width });
      expect(Math.max(...text.split('\n').map((line) => stringWidth(line)))).toBeLessThanOrEqual(
        width,
      );
    }
  });
});

it('sums up the tests that are not shown', () => {
  const report = renderTests(
    [1, 2, 3].map((time) => quick(`test ${time}`, time)),
    { ...plain, limit: 1 },
  );
  expect(report).toContain('test 3  ');
  expect(report).not.toContain('test 2  ');
  expect(report).toContain('… 2 more tests, 3.00 ms together');
});

it('leaves the file out before it shortens a title', () => {
  const title = 'totals a cart of twelve items of which some are there twice';
  const report = renderTests([totalsACart({ titles: [title] })], plain);
  expect(report).toMatch(/^ {2}totals a cart .*…/m);
  expect(report.split('\n')[2]).not.toContain('cart.test.js');
});

it('reports the same only once', () => {
  const slower = totalsACart({ titles: ['slower'] });
  const report = renderTests([slower, totalsACart()], plain);
  expect(report.match(/waited 12 times/g)).toHaveLength(1);
  expect(report.match(/query {2}src/g)).toHaveLength(2);
});

it('shows what a test has left unsettled, however quick it was', () => {
  const report = renderTests([totalsACart(), ...[200, 300].map((time) => quick(`${time}`, time))], {
    ...plain,
    limit: 1,
  });
  expect(report.indexOf('  300  ')).toBeLessThan(report.indexOf('> totals twelve items'));
  expect(report).toContain('1 call of mail never went on');
  expect(report).toContain('… 1 more test, 200 ms together');
});

it('says when other tests are in the figures', () => {
  expect(renderTests([totalsACart({ isShared: true })], plain)).toContain(
    'Other tests ran at the same time',
  );
});

it('leaves the figures of whole files out, and says nothing where no test ran', () => {
  expect(renderTests([totalsACart({ titles: [] })], plain)).toBe('');
});

it('writes what cannot move the cursor', () => {
  const report = renderTests([totalsACart({ titles: ['evil\u001b[2J\ntitle'] })], plain);
  expect(report).toContain('evil [2J title');
});
