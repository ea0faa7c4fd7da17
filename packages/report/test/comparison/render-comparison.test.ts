import { compareProfiles, type Comparison } from '@coroscope/profile';
import { buildProfile } from '../../../profile/test/build-profile.js';
import { COMPARISON_FORMATS, type ComparisonReportOptions } from '../../src/index.js';

interface Change {
  calls: number;
  /** Of all calls, in milliseconds. */
  time: number;
  live?: number;
}

function profile({ calls, time, live = 0 }: Change, extra?: string) {
  return buildProfile({
    elapsed: 200 + time,
    names: { main: { file: 'src/main.ts' }, load: { file: 'src/db.ts', line: 12, kind: 'async' } },
    ...(extra !== undefined && {
      names: {
        main: { file: 'src/main.ts' },
        load: { file: 'src/db.ts', line: 12, kind: 'async' },
        [extra]: { file: 'src/extra.ts', line: 3 },
      },
    }),
    places: { first: { of: 'load', line: 13 } },
    contexts: [
      {
        of: 'main',
        calls: 1,
        children: [
          { of: 'load', calls, live, awaiting: time, external: time },
          ...(extra === undefined ? [] : [{ of: extra, calls: 3 }]),
        ],
      },
    ],
    sites: { first: { suspended: calls, live } },
  });
}

/** Runs that take a little longer each. */
function runs(count: number, change: Change, extra?: string) {
  return Array.from({ length: count }, (_, i) =>
    profile({ ...change, time: change.time + i / 10 }, extra),
  );
}

function render(format: string, comparison: Comparison, options?: ComparisonReportOptions): string {
  const chosen = COMPARISON_FORMATS.find(({ name }) => name === format)!;
  return [...chosen.render({ comparison, base: 'a.json', head: 'b.json' }, options)].join('');
}

/** The lines that name a function, each with single spaces. */
function rowsOf(text: string, name: string): string[] {
  return text
    .split('\n')
    .filter((line) => new RegExp(` ${name}( |$)`).test(line))
    .map((line) => line.trim().replace(/ +/g, ' '));
}

describe('a comparison as text', () => {
  it('shows counts that changed and times of both sides, without a verdict for one run', () => {
    const comparison = compareProfiles(
      [profile({ calls: 4, time: 20 })],
      [profile({ calls: 6, time: 60, live: 2 })],
    );
    const text = render('text', comparison, { width: 120 });
    expect(text).toMatch(/^a\.json -> b\.json -+ wall clock \| 1 run a side\n/);
    expect(rowsOf(text, 'load')).toEqual([
      'never settled 0 2 +2 load src/db.ts:12',
      'calls 4 6 +2 load src/db.ts:12',
      // 2 more calls at 7.5 ms, and 5 ms more each at 5 calls.
      '20.0 ms 60.0 ms +40.0 ms +200 % +15.0 ms +25.0 ms +40.0 ms load src/db.ts:12',
    ]);
    expect(text).toContain('elapsed   220 ms  260 ms  +40.0 ms  +18 %');
    expect(text).toContain('Nothing can be said about times with so few runs');
    expect(text).toMatch(/^[\n\x20-\x7e]*$/);
  });

  it('shows what appeared and vanished', () => {
    const plain = [profile({ calls: 4, time: 20 })];
    const comparison = compareProfiles(plain, [profile({ calls: 4, time: 20 }, 'audit')]);
    expect(rowsOf(render('text', comparison), 'audit')).toEqual([
      'appeared 0 3 +3 audit src/extra.ts:3',
    ]);
    const back = compareProfiles([profile({ calls: 4, time: 20 }, 'audit')], plain);
    expect(rowsOf(render('text', back), 'audit')).toEqual(['vanished 3 0 -3 audit src/extra.ts:3']);
  });

  it('has verdicts with p values for several runs', () => {
    const comparison = compareProfiles(
      runs(9, { calls: 4, time: 20 }),
      runs(9, { calls: 4, time: 60 }),
    );
    const text = render('text', comparison);
    expect(text).toContain('No count changed. 1 function took longer, 0 functions shorter.');
    // 20, 20.1, … 20.8 ms, and the quartiles are 0.2 ms from the median. Of the 48,620 ways to deal the
    // values two are as extreme.
    expect(rowsOf(text, 'load')[0]).toMatch(/^worse p < 0\.0001 20\.4 ms \+- 1\.0 % 60\.4 ms/);
    const back = compareProfiles(runs(9, { calls: 4, time: 60 }), runs(9, { calls: 4, time: 20 }));
    expect(rowsOf(render('text', back), 'load')[0]).toMatch(/^better p < 0\.0001 60\.4 ms/);
  });

  it('says nothing of a program compared with itself', () => {
    const same = runs(5, { calls: 4, time: 20 });
    const text = render('text', compareProfiles(same, same));
    expect(text).toContain('No count changed. No function took longer or shorter');
    expect(text).not.toContain('Counts');
    expect(text).not.toContain('Times');
  });

  it('shows as many rows as it may, and how many more there are', () => {
    const comparison = compareProfiles(
      [profile({ calls: 4, time: 20 })],
      [profile({ calls: 6, time: 60, live: 2 }, 'audit')],
    );
    const text = render('text', comparison, { limit: 1 });
    expect(rowsOf(text, 'load')).toHaveLength(2);
    expect(text).toContain('... 2 more changes');
    expect(render('text', comparison, { full: true })).not.toContain('more change');
  });
});

describe('a comparison as Markdown', () => {
  const comparison = (name: string) =>
    compareProfiles([profile({ calls: 4, time: 20 })], [profile({ calls: 6, time: 60 }, name)]);

  it('has tables of what changed', () => {
    const text = render('markdown', comparison('audit'));
    expect(text).toMatch(/^### `a\.json` → `b\.json`\n\n220 ms → 260 ms \(\+18 %\) elapsed/);
    expect(text).toContain('| appeared | 0 | 3 | +3 | `audit` `src/extra.ts:3` |');
    expect(text).toContain('| calls | 4 | 6 | +2 | `load` `src/db.ts:12` |');
    expect(text).toContain(
      '|  | 20.0 ms | 60.0 ms | +40.0 ms, +200 % | +15.0 ms | +25.0 ms | +40.0 ms | `load` `src/db.ts:12` |',
    );
  });

  it.each([
    ['a | b', '`a \\| b`'],
    ['`${x}`', '`` `${x}` ``'],
    ['@team <img onerror=x>', '`@team <img onerror=x>`'],
    ['two\nlines\u202e', '`two lines `'],
    ['[link](javascript:x)', '`[link](javascript:x)`'],
  ])('shows the name %j as code', (name, code) => {
    const text = render('markdown', comparison(name));
    expect(text).toContain(`| +3 | ${code} \`src/extra.ts:3\` |`);
    // A name can't add a line or a cell.
    const rows = text.split('\n').filter((line) => line.includes('src/extra.ts:3'));
    expect(rows).toHaveLength(1);
    expect(rows[0].match(/(?<!\\)\|/g)).toHaveLength(6);
  });
});

it('a comparison as JSON is the comparison', () => {
  const comparison = compareProfiles(
    runs(5, { calls: 4, time: 20 }),
    runs(5, { calls: 6, time: 60 }),
  );
  expect(JSON.parse(render('json', comparison))).toEqual(comparison);
});
