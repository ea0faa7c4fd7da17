import type { Browser } from 'playwright-core';
import type { Profile } from '@coroscope/profile';
import type { PageDocument } from '../../report/src/page/page-document.js';
import { buildProfile } from '../../report/test/support/profile.js';
import {
  describeInChromium,
  expectNoComplaints,
  launchBrowser,
  openPage,
  readTable,
  until,
  type OpenPage,
} from './support/open-page.js';
import { serviceRun } from './support/virtual-run.js';

/** Names that would do something in a page that does not take them for text. */
const HOSTILE = [
  '</script><script>trap()</script>',
  '<img src=x onerror="trap()">',
  'line\u2028separator',
  '\u202Ereversed',
  'half \ud800',
  '__proto__',
  'constructor',
  'javascript:trap()',
  '<!-- documents -->',
];

const hostileProfile = (): Profile =>
  buildProfile({
    elapsed: 100,
    functions: Object.fromEntries(HOSTILE.map((name) => [`${name} `, { file: `/app/${name}.js` }])),
    program: { arguments: HOSTILE, directory: '/app', platform: HOSTILE[0] },
    threads: [
      {
        name: HOSTILE[1],
        contexts: HOSTILE.map((name) => ({ name: `${name} `, calls: 1, self: 10, onStack: 10 })),
        sites: [
          {
            name: `${HOSTILE[0]} `,
            line: 3,
            source: HOSTILE[1],
            suspended: 1,
            waiting: 5,
            longest: 5,
          },
        ],
      },
    ],
    notes: HOSTILE,
  });

const VIEWS = ['overview', 'functions', 'flame', 'awaits', 'timeline'];

describeInChromium('a page of odd documents', () => {
  let browser: Browser;
  let opened: OpenPage | undefined;

  beforeAll(async () => {
    browser = await launchBrowser();
  });
  afterAll(() => browser?.close());
  afterEach(async () => {
    if (opened === undefined) return;
    await expectNoComplaints(opened);
    await opened.page.context().close();
    opened = undefined;
  });

  const open = async (documents: PageDocument[], hash = '', options = {}) => {
    opened = await openPage(browser, documents, hash, options);
    return opened.page;
  };
  const textOf = (selector: string) =>
    opened!.page.evaluate<string>(
      `document.querySelector(${JSON.stringify(selector)}).textContent`,
    );

  /** Shows all views in turn; each must have something to say. */
  const lookAtAll = async () => {
    for (const view of VIEWS) {
      await opened!.page.evaluate(`location.hash = '#${view}'`);
      await until(
        opened!.page,
        `document.querySelector('nav [aria-current]')?.getAttribute('href').startsWith('#${view}')`,
      );
      expect((await textOf('main')).length).toBeGreaterThan(0);
    }
  };

  it('shows hostile names as text', async () => {
    const page = await open(
      [{ kind: 'profile', name: '"><script>trap()</script>', profile: hostileProfile() }],
      '#functions',
    );
    const names = (await readTable(page, 'Functions')).map((row) => row['function']);
    for (const name of HOSTILE.slice(0, 2))
      expect(names.some((shown) => shown.includes(name))).toBe(true);
    expect(names.some((name) => name.includes('\\u{202e}reversed'))).toBe(true);
    expect(names.some((name) => name.includes('half \\u{d800}'))).toBe(true);
    await lookAtAll();
  });

  it('shows nothing where nothing was recorded', async () => {
    const empty = buildProfile({ elapsed: 0, threads: [{ contexts: [] }] });
    await open([{ kind: 'profile', name: 'empty.json', profile: empty }], '#functions');
    expect(await textOf('.empty')).toMatch(/^Nothing was recorded/);
    await lookAtAll();
    await opened!.page.evaluate(`location.hash = '#flame'`);
    await until(
      opened!.page,
      `document.querySelector('main').textContent.includes('Nothing was recorded')`,
    );
    // Nor are there headings of what is not there, or links to it.
    await opened!.page.evaluate(`location.hash = '#awaits'`);
    await until(opened!.page, `document.querySelector('main').textContent.includes('waited')`);
    expect(await textOf('main')).not.toContain('One after another');
    await opened!.page.evaluate(`location.hash = '#overview'`);
    await until(opened!.page, `document.querySelector('main').textContent.includes('hangs')`);
    expect(await textOf('main')).not.toContain('Who kept whom waiting');
  });

  it('says that a trace has nothing in it', async () => {
    const bytes = await manyCalls(0);
    await open([{ kind: 'trace', name: 'empty.trace', bytes }], '#timeline');
    expect(await textOf('main')).toMatch(/^No call is in this trace\./);
    await opened!.page.evaluate(`location.hash = '#overview'`);
    await until(opened!.page, `document.querySelector('main').textContent.includes('Over time')`);
    expect(await textOf('main')).toContain('This trace has no event.');
    expect(await opened!.page.locator('canvas').count()).toBe(0);
  });

  it('says why views of waiting are empty with the CPU clock', async () => {
    const { profile } = await serviceRun();
    const cpu: Profile = { ...profile, clock: { kind: 'cpu', source: 'process.threadCpuUsage' } };
    await open([{ kind: 'profile', name: 'cpu.json', profile: cpu }], '#awaits');
    expect(await textOf('main')).toMatch(/CPU clock .*does not count waiting/);
    const [pair] = await readTable(opened!.page, 'Awaits one after another');
    expect(pair).toHaveProperty('times');
    // Nothing is known of what an overlap could save.
    expect(Object.keys(pair).join()).not.toContain('saving');
    await lookAtAll();
  });

  it('lays out ten thousand levels, and draws those in sight', async () => {
    const levels = 10_000;
    const zeros = new Array<number>(levels).fill(0);
    const shallow = buildProfile({
      elapsed: 10,
      threads: [{ contexts: [{ name: 'deep', calls: 1, self: 1 }] }],
    });
    const [thread] = shallow.threads;
    const deep: Profile = {
      ...shallow,
      threads: [
        {
          ...thread,
          contexts: {
            ...Object.fromEntries(Object.keys(thread.contexts).map((name) => [name, zeros])),
            parent: zeros.map((_, i) => i - 1),
            function: zeros.map((_, i) => (i === 0 ? -1 : 0)),
            self: zeros.map((_, i) => (i === 0 ? 0 : 0.001)),
          } as Profile['threads'][0]['contexts'],
        },
      ],
    };
    const page = await open([{ kind: 'profile', name: 'deep.json', profile: deep }], '#flame');
    const height = await page.evaluate<number>(`document.querySelector('.surface').scrollHeight`);
    expect(height).toBeGreaterThan(levels * 10);
    expect(await page.evaluate(`document.querySelector('canvas').height`)).toBeLessThan(2000);
    await lookAtAll();
    await page.evaluate(`location.hash = '#flame?recursion=merged'`);
    await until(page, `document.querySelector('.surface').scrollHeight < 1000`);
  });

  it('cuts a name of a megabyte and a command line of one', async () => {
    const long = 'x'.repeat(1 << 20);
    const profile = buildProfile({
      elapsed: 10,
      program: { arguments: [long], directory: '/app', platform: 'node' },
      threads: [{ contexts: [{ name: long, calls: 1, self: 5, onStack: 5 }] }],
    });
    const page = await open([{ kind: 'profile', name: 'long.json', profile }], '#functions?f=0');
    expect(await page.evaluate(`document.body.innerText.length`)).toBeLessThan(10_000);
    await lookAtAll();
  });

  it('shows the whole part of a trace that is cut off, and says so', async () => {
    const { trace } = await serviceRun();
    await open(
      [{ kind: 'trace', name: 'cut.trace', bytes: trace.slice(0, trace.length - 300) }],
      '#overview',
    );
    expect(await textOf('main')).toMatch(/cut off/);
    await lookAtAll();
  });

  it('says what is wrong with one document, and shows the others', async () => {
    const { profile } = await serviceRun();
    const foreign = {
      kind: 'trace',
      name: 'foreign.trace',
      bytes: Buffer.from('no trace at all'),
    } as const;
    await open([foreign, { kind: 'profile', name: 'app.json', profile }], '#functions');
    expect(await textOf('.problem')).toMatch(
      /foreign\.trace can't be shown: .*not a Coroscope trace/,
    );
    expect(await readTable(opened!.page, 'Functions')).not.toHaveLength(0);
  });

  it('has at most a hundred rows in the document, of twenty thousand functions', async () => {
    const names = Array.from({ length: 20_000 }, (_, i) => `fn ${i}`);
    const profile = buildProfile({
      elapsed: 1e5,
      threads: [{ contexts: names.map((name, i) => ({ name, calls: i + 1, self: i })) }],
    });
    const page = await open(
      [{ kind: 'profile', name: 'many.json', profile }],
      '#functions?sort=calls',
    );
    const rows = `document.querySelectorAll('table[aria-label="Functions"] tbody tr').length`;
    expect(await page.evaluate(rows)).toBeLessThanOrEqual(100);
    expect(await page.getAttribute('table', 'aria-rowcount')).toBe('20001');
    await page.evaluate(`document.querySelector('.table').scrollTop = 1e9`);
    await until(page, `document.querySelector('[aria-rowindex="20001"]') !== null`);
    expect(await page.evaluate(rows)).toBeLessThanOrEqual(100);
    expect((await readTable(page, 'Functions')).at(-1)!['function']).toMatch(/^fn 0 /);
  });

  it('says in a sentence that it needs JavaScript', async () => {
    const { profile } = await serviceRun();
    const documents: PageDocument[] = [{ kind: 'profile', name: 'app.json', profile }];
    const context = await openPage(browser, documents, '', { javaScriptEnabled: false });
    expect(await context.page.locator('noscript').innerText()).toMatch(/needs JavaScript/);
    await context.page.context().close();
  });

  it('says in a sentence that the browser is too old', async () => {
    const { profile } = await serviceRun();
    const { page, url } = await openPage(browser, [{ kind: 'profile', name: 'app.json', profile }]);
    await page.addInitScript('delete window.DecompressionStream');
    await page.goto(`${url}#again`);
    await page.reload();
    await until(page, `document.body.innerText.includes('no DecompressionStream')`);
    await page.context().close();
  });
});

describeInChromium('what is narrower than a pixel', () => {
  it('is drawn as density: a hundred thousand activations leave no column out', async () => {
    const browser = await launchBrowser();
    const opened = await openPage(
      browser,
      [{ kind: 'trace', name: 'many.trace', bytes: await manyCalls(100_000) }],
      '#timeline',
    );
    const { page } = opened;
    // The first row of the stack, below the axis and the heading of the thread.
    const empty = await page.evaluate<number>(`(() => {
      const canvas = document.querySelector('canvas');
      const line = parseFloat(getComputedStyle(document.documentElement).fontSize);
      const y = Math.round(Math.round(line * 1.6) + 1.5 * Math.round(line * 1.3));
      const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
      const at = (x, y, channel) => data[4 * (y * canvas.width + x) + channel];
      let empty = 0;
      for (let x = 0; x < canvas.width; x++) {
        const distance = [0, 1, 2, 3].reduce(
          (sum, channel) => sum + Math.abs(at(x, y, channel) - at(x, canvas.height - 2, channel)), 0);
        if (distance < 8) empty++;
      }
      return empty;
    })()`);
    expect(empty).toBe(0);
    await expectNoComplaints(opened);
    await browser.close();
  });
});

/** A trace of calls of a microsecond, one every two. */
async function manyCalls(calls: number): Promise<Uint8Array<ArrayBuffer>> {
  const { VirtualEngine } = await import('../../profile/test/trace/virtual-engine.js');
  const engine = await VirtualEngine.create();
  const base = engine.probes.register(1, 'calls.js', 1, 0, '');
  engine.start();
  const recording = engine.profiler.trace();
  for (let i = 0; i < calls; i++) {
    const frame = engine.probes.enter(base);
    engine.burn(0.001);
    engine.probes.exit(frame);
    engine.burn(0.001);
  }
  const bytes = recording.read();
  recording.stop();
  return bytes;
}
