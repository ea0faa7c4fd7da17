import { readFileSync } from 'node:fs';
import type { AxeResults } from 'axe-core';
import type { Browser } from 'playwright-core';
import { comparedTree, compareProfiles } from '@coroscope/profile';
import type { PageDocument } from '../../report/src/page/page-document.js';
import {
  describeInChromium,
  expectNoComplaints,
  launchBrowser,
  openPage,
  until,
} from './support/open-page.js';
import { picture } from './support/shots.js';
import { serviceRun } from './support/virtual-run.js';

const AXE = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');

/** What is looked at, in both themes. */
const VIEWS: Record<string, string> = {
  overview: '#overview',
  functions: '#functions?f=0',
  flame: '#flame?n=2',
  sandwich: '#flame?order=sandwich&f=1',
  'flame-table': '#flame?table=1',
  'sandwich-table': '#flame?order=sandwich&f=1&table=1',
  awaits: '#awaits?site=2',
  timeline: '#timeline?a=0.0',
  'timeline-table': '#timeline?table=1',
  compare: '#compare',
};

/** Those that the documentation has a picture of. */
const PICTURED = new Set(['overview', 'functions', 'flame', 'awaits', 'timeline', 'compare']);

describeInChromium('every view', () => {
  let browser: Browser;
  let documents: PageDocument[];

  beforeAll(async () => {
    browser = await launchBrowser();
    const { profile, trace } = await serviceRun();
    const after = (await serviceRun(4)).profile;
    documents = [
      { kind: 'profile', name: 'before.json', profile },
      { kind: 'profile', name: 'after.json', profile: after },
      { kind: 'trace', name: 'app.trace', bytes: trace },
      {
        kind: 'comparison',
        name: 'comparison',
        shown: {
          base: 'before.json',
          head: 'after.json',
          comparison: compareProfiles([profile], [after]),
          tree: comparedTree([profile], [after]),
        },
      },
    ];
  });
  afterAll(() => browser?.close());

  describe.each(['light', 'dark'] as const)('in %s', (colorScheme) => {
    it.each(Object.entries(VIEWS))('%s can be used by everybody', async (name, hash) => {
      const opened = await openPage(browser, documents, hash, { colorScheme });
      const { page } = opened;
      await until(page, `document.querySelector('main').textContent.length > 40`);
      if (PICTURED.has(name)) await picture(page, `${name}-${colorScheme}`);
      await page.evaluate(AXE);
      const { violations } = await page.evaluate<AxeResults>('axe.run()');
      const found = violations.map(
        ({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`,
      );
      expect(found).toEqual([]);
      await expectNoComplaints(opened);
      await page.context().close();
    });
  });

  it.each(Object.entries(VIEWS))('%s can be read at 200 %%', async (_name, hash) => {
    // A window of 1280 pixels, magnified.
    const opened = await openPage(browser, documents, hash, {
      viewport: { width: 640, height: 400 },
      deviceScaleFactor: 2,
    });
    const { page } = opened;
    // The page itself never scrolls sideways: only tables, in their places.
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(640);
    await expectNoComplaints(opened);
    await page.context().close();
  });

  it.each(['functions', 'awaits', 'timeline'])(
    '%s takes all of a narrow window where nothing is beside it',
    async (view) => {
      const [width, height] = [640, 400];
      const opened = await openPage(browser, documents, `#${view}`, {
        viewport: { width, height },
      });
      const box = (await opened.page.locator('.pane').boundingBox())!;
      expect(Math.round(box.y + box.height)).toBe(height);
      await opened.page.context().close();
    },
  );
});
