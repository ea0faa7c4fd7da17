import { readFileSync } from 'node:fs';
import { chromium, type Browser, type Page } from 'playwright-core';
import { functionTable, readProfile } from '@coroscope/profile';
import { chromiumPath, describeInChromium } from '../../conformance/test/support/chromium.js';
import type { Profile } from '@coroscope/runtime';
import {
  bundled,
  complaints,
  instrumented,
  serve,
  type Server,
  type Site,
} from './support/site.js';

/** As strict as a policy can be that lets a page run scripts of its own at all. */
const STRICT = {
  'content-security-policy':
    "default-src 'none'; script-src 'self'; connect-src 'self'; worker-src 'self'",
};

const APP = `
  const step = () => new Promise((resolve) => setTimeout(resolve));
  async function load(count) {
    for (let i = 0; i < count; i++) await step();
    return count;
  }
  globalThis.load = load;
`;

const calls = (profile: Profile) =>
  Object.fromEntries(functionTable(profile).map(({ name, calls }) => [name, calls]));

describeInChromium('pages and workers', () => {
  let browser: Browser;
  let page: Page;
  const servers: Server[] = [];
  const script = bundled('global', 'iife');

  beforeAll(async () => {
    browser = await chromium.launch({ executablePath: chromiumPath, args: ['--no-sandbox'] });
  });
  afterAll(() => browser?.close());
  beforeEach(async () => {
    page = await browser.newPage();
  });
  afterEach(async () => {
    await page.close();
    for (const server of servers.splice(0)) server.close();
  });

  const open = async (site: Site, path = '/') => {
    const server = await serve(site);
    servers.push(server);
    await page.goto(server.origin + path);
    return server;
  };

  const plain: Site = {
    files: {
      '/': '<!doctype html><script src="coroscope.js" data-start></script><script src="app.js"></script>',
      '/coroscope.js': script,
      '/app.js': instrumented(APP, 'app.js'),
    },
    headers: STRICT,
  };

  it('a plain script, under a policy that allows neither eval nor inline scripts', async () => {
    const found = complaints(page);
    const { origin } = await open(plain, '/?cart=1');
    expect(await page.evaluate('load(3)')).toBe(3);
    const profile = await page.evaluate<Profile>('coroscope.figures()');
    expect(readProfile(JSON.stringify(profile), 'page')).toEqual(profile);
    expect(calls(profile)).toMatchObject({ '<module>': 1, load: 1, step: 3 });
    expect(profile.program).toMatchObject({ arguments: ['/?cart=1'], directory: origin });
    expect(profile.program!.platform).toMatch(/^Chrome \d+$/);
    expect(profile.threads[0]!.name).toBe('page');
    expect(found).toEqual([]);
  });

  it('the resolution of the clock depends on whether the page is isolated', async () => {
    const resolution = () => page.evaluate<number>('coroscope.figures().clock.resolution');
    await open(plain);
    // https://www.w3.org/TR/hr-time-3/#dfn-coarsen-time
    expect(await resolution()).toBe(0.1);
    await open({
      ...plain,
      headers: {
        'cross-origin-opener-policy': 'same-origin',
        'cross-origin-embedder-policy': 'require-corp',
      },
    });
    expect(await resolution()).toBe(0.005);
  });

  it('a download', async () => {
    await open(plain);
    await page.evaluate('load(2)');
    const download = page.waitForEvent('download');
    await page.evaluate('coroscope.download()');
    expect((await download).suggestedFilename()).toBe('coroscope-profile.json');
    const text = readFileSync(await (await download).path(), 'utf8');
    expect(calls(readProfile(text, 'download'))).toMatchObject({ load: 1, step: 2 });
  });

  it('figures that are posted while the page lives, and once more when it is left', async () => {
    const html = plain.files['/']!.replace('data-start', 'data-start data-send="/figures"');
    const { posted, origin } = await open({
      ...plain,
      files: { ...plain.files, '/': html, '/next': '<!doctype html>' },
    });
    await page.evaluate('load(2)');
    const callsOfLoad = () => posted.map((profile) => calls(profile)['load']);
    while (!callsOfLoad().includes(1)) await page.waitForTimeout(50);
    // What comes now is told by the page's end, long before the next report.
    await page.evaluate('load(1)');
    await page.goto(`${origin}/next`);
    while (!callsOfLoad().includes(2)) await page.waitForTimeout(50);
    expect(calls(posted.at(-1)!)).toMatchObject({ '<module>': 1, load: 2, step: 3 });
  });

  const worker = `
    const step = () => new Promise((resolve) => setTimeout(resolve));
    async function crunch() {
      await step();
      await step();
    }
    crunch().then(() => postMessage(figures()));
  `;
  const messageOf = (options: string) =>
    page.evaluate<Profile>(
      `new Promise((resolve, reject) => {
        const worker = new Worker('/worker.js', ${options});
        worker.onmessage = ({ data }) => resolve(data);
        worker.onerror = ({ message }) => reject(new Error(message));
      })`,
    );

  it('a dedicated worker: a plain script', async () => {
    await open({
      ...plain,
      files: {
        ...plain.files,
        '/worker.js': `importScripts('/coroscope.js', '/work.js');`,
        '/work.js': instrumented(
          `coroscope.profiler.start(); const { figures } = coroscope; ${worker}`,
          'work.js',
        ),
      },
    });
    const profile = await messageOf("{ name: 'crunching' }");
    expect(calls(profile)).toMatchObject({ crunch: 1, step: 2 });
    expect(profile.threads[0]!.name).toBe('worker crunching');
    // Chromium rounds to 0.1 ms; a busy machine may never show two readings so close.
    expect(profile.clock.resolution).toBeGreaterThanOrEqual(0.1);
  });

  it('a dedicated worker: a module', async () => {
    const module = `import { figures, profiler } from '/coroscope.mjs'; profiler.start(); ${worker}`;
    await open({
      ...plain,
      files: {
        ...plain.files,
        '/coroscope.mjs': bundled('index', 'esm'),
        '/worker.js': instrumented(module, 'worker.js', '/coroscope.mjs'),
      },
    });
    const profile = await messageOf("{ type: 'module' }");
    expect(calls(profile)).toMatchObject({ crunch: 1, step: 2 });
    expect(profile.threads[0]!.name).toBe('worker');
  });
});
