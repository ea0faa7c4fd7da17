import type { Browser } from 'playwright-core';
import { comparedTree, compareProfiles } from '@coroscope/profile';
import type { PageDocument } from '../../report/src/page/page-document.js';
import { buildProfile } from '../../profile/test/build-profile.js';
import {
  describeInChromium,
  expectNoComplaints,
  launchBrowser,
  openPage,
  readTable,
  until,
} from './support/open-page.js';

const NAMES = { main: {}, slower: {}, same: {}, gone: {}, fresh: {} };

/** One side: `main` calls two functions on both, and one that only this one has. */
function side(own: 'gone' | 'fresh', slower: number) {
  return buildProfile({
    elapsed: 1000,
    names: NAMES,
    contexts: [
      {
        of: 'main',
        calls: 1,
        self: 10,
        children: [
          { of: 'slower', calls: 2, self: slower },
          { of: 'same', calls: 2, self: 50 },
          { of: own, calls: 1, self: 30 },
        ],
      },
    ],
  });
}

describeInChromium('the comparison', () => {
  let browser: Browser;
  let documents: PageDocument[];

  beforeAll(async () => {
    browser = await launchBrowser();
    const [base, head] = [side('gone', 100), side('fresh', 160)];
    const shown = {
      base: 'before.json',
      head: 'after.json',
      comparison: compareProfiles([base], [head], { by: 'self' }),
      tree: comparedTree([base], [head]),
    };
    documents = [{ kind: 'comparison', name: 'comparison', shown }];
  });
  afterAll(() => browser?.close());

  it('shows a difference that is less than the last digit with its sign', async () => {
    const [base, head] = [side('gone', 100), side('gone', 99.99)];
    const shown = {
      base: 'before.json',
      head: 'after.json',
      comparison: compareProfiles([base], [head], { by: 'self' }),
    };
    const document: PageDocument = { kind: 'comparison', name: 'comparison', shown };
    const opened = await openPage(browser, [document], '#compare?all=1');
    const rows = await readTable(opened.page, 'Times');
    const slower = rows.find((row) => row['function'].startsWith('slower'))!;
    expect(Object.values(slower)).toContain('−0.0');
    await opened.page.context().close();
  });

  it('says why the times of a function are not judged', async () => {
    const runs = (slower: number) => [1, 2, 3, 4, 5].map((run) => side('gone', slower + run));
    const comparison = compareProfiles(runs(100), runs(160), { by: 'self' });
    const functions = comparison.functions.map(({ time, ...fn }) => {
      const { verdict: _, ...unjudged } = time;
      return fn.name === 'slower'
        ? { ...fn, time: unjudged, timing: 'own calls' as const }
        : { ...fn, time };
    });
    const shown = {
      base: 'before.json',
      head: 'after.json',
      comparison: { ...comparison, functions },
    };
    const document: PageDocument = { kind: 'comparison', name: 'comparison', shown };
    const { page } = await openPage(browser, [document], '#compare?all=1');
    const rows = await readTable(page, 'Times');
    const verdictOf = (name: string) =>
      rows.find((row) => row['function'].startsWith(name))!.verdict;
    expect([verdictOf('slower'), verdictOf('same')]).toEqual(['not judged', '~']);
    expect(await page.getByText('not judged', { exact: true }).getAttribute('title')).toMatch(
      /counted in some runs and timed in others/,
    );
    await page
      .getByText('Not judged: 1 function whose short calls were counted in some runs')
      .waitFor();
    await page.context().close();
  });

  it('draws both call trees as wide as the larger, and what vanished with them', async () => {
    const opened = await openPage(browser, documents);
    const { page } = opened;
    const canvas = page.locator('.compared-flame canvas');
    await canvas.scrollIntoViewIfNeeded();
    const box = (await canvas.boundingBox())!;
    const levelHeight = await page.evaluate<number>(
      'Math.round(1.5 * parseFloat(getComputedStyle(document.documentElement).fontSize))',
    );
    const strip = () => page.locator('.compared-flame .strip').textContent();
    // Of 10 + 160 + 50 + 30 + 30 ms, the widest first.
    const places: [number, RegExp][] = [
      [80, /^slower .*\+60\.0 ms: 100 ms before, 160 ms after$/],
      [185, /^same .* 0 ms: 50\.0 ms before, 50\.0 ms after$/],
      [225, /^− gone .*−30\.0 ms: 30\.0 ms before, 0 ms after, 1 call less$/],
      [255, /^\+ fresh .*\+30\.0 ms: 0 ms before, 30\.0 ms after, 1 call more$/],
    ];
    for (const [at, text] of places) {
      await page.mouse.click(box.x + (at / 280) * box.width, box.y + 2.5 * levelHeight);
      expect((await strip())?.replaceAll('\u00a0', ' ')).toMatch(text);
      expect(await page.evaluate('location.hash')).toContain('cz=');
      await page.keyboard.press('Escape');
      await until(page, `!location.hash.includes('cz=')`);
      await page.waitForTimeout(20);
    }
    await expectNoComplaints(opened);
    await page.context().close();
  });

  it('says of counts and times what the comparison says', async () => {
    const opened = await openPage(browser, documents, '#compare');
    const counts = await readTable(opened.page, 'Changed counts');
    // Calls of functions that only one side has are no changes of their own.
    expect(counts.map((row) => [row['function'].split(' main.ts')[0], row['what']])).toEqual([
      ['gone', 'vanished'],
      ['fresh', 'appeared'],
    ]);
    const run = await readTable(opened.page, 'The whole run');
    expect(run.map((row) => [row['the whole run'], row['difference (s)']])).toContainEqual([
      'elapsed',
      '0',
    ]);
    const times = await readTable(opened.page, 'Times');
    expect(times.find((row) => row['function'].startsWith('slower'))).toMatchObject({
      'called more (ms)': '0',
      'exclusive (ms)': '+60.0',
    });
    await expectNoComplaints(opened);
    await opened.page.context().close();
  });

  it('compares what varies from run to run as times, and lists calls that came and went', async () => {
    /** `a` calls `b` as often as it happens to; in the head `a` calls `c`, too, which `b` did. */
    const run = (calls: number, caller: 'a' | 'b') => {
      const c = { of: 'c', calls: 1, self: 1 };
      return buildProfile({
        elapsed: 100,
        names: { a: {}, b: {}, c: {} },
        contexts: [
          {
            of: 'a',
            calls: 1,
            self: calls,
            children: [
              { of: 'b', calls, self: 1, children: caller === 'b' ? [c] : [] },
              ...(caller === 'a' ? [c] : []),
            ],
          },
        ],
      });
    };
    const base = [10, 11, 12, 13, 14].map((calls) => run(calls, 'b'));
    const head = [20, 21, 22, 23, 24].map((calls) => run(calls, 'a'));
    const shown = {
      base: 'before',
      head: 'after',
      comparison: compareProfiles(base, head, { by: 'self' }),
    };
    const opened = await openPage(
      browser,
      [{ kind: 'comparison', name: 'comparison', shown }],
      '#compare',
    );
    const varying = await readTable(opened.page, 'Counts that vary');
    const of = varying.filter((row) => row['function'].startsWith('b'));
    expect(of.map((row) => [row['what'], row['medians'], row['difference']])).toContainEqual([
      'calls',
      '12 → 22',
      '+10',
    ]);
    const changed = await readTable(opened.page, 'Changed counts');
    expect(changed.map((row) => row['function'].replace(/ main\.ts.*/, '')).sort()).toEqual([
      'a now calls c',
      'b no longer calls c',
    ]);
    const times = await readTable(opened.page, 'Times');
    expect(times).toHaveLength(1);
    expect(times[0]).toMatchObject({
      // Of 10 to 14, half of what lies between 11 and 13.
      'self before (ms)': '12.00 ± 8.3 %',
      'difference (ms)': '+10.00',
      '%': '+83 %',
      verdict: 'worse',
    });
    await expectNoComplaints(opened);
    await opened.page.context().close();
  });

  it('has the same as a table', async () => {
    const opened = await openPage(browser, documents, '#compare?ctable=1&cbsort=before');
    const rows = await readTable(opened.page, 'Blocks of both call trees');
    const cells = rows.map((row) => [
      row['function'].split(' main.ts')[0],
      row['called by'],
      row['before (ms)'],
      row['after (ms)'],
      row['difference (ms)'],
    ]);
    expect(cells).toEqual([
      ['all', '', '190.0', '250.0', '+60.0'],
      ['main', 'all', '190.0', '250.0', '+60.0'],
      ['slower', 'main', '100.0', '160.0', '+60.0'],
      ['same', 'main', '50.0', '50.0', '0'],
      ['− gone', 'main', '30.0', '0', '−30.0'],
      ['+ fresh', 'main', '0', '30.0', '+30.0'],
    ]);
    await expectNoComplaints(opened);
    await opened.page.context().close();
  });
});
