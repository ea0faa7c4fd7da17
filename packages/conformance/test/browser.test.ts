import { transform } from '@coroscope/transform';
import { build } from 'esbuild';
import { join } from 'node:path';
import { chromium, type Browser, type Page } from 'playwright-core';
import type { Profile } from '@coroscope/runtime';
import { chromiumPath, describeInChromium } from './support/chromium.js';

/** What a page runs: instrumented as any other program, on a clock that it moves itself. */
const program = `
  globalThis.time = 0;
  const tick = () => new Promise((resolve) => setTimeout(resolve));
  function burn(milliseconds) {
    for (let i = 0; i < milliseconds; i++) time++;
  }
  async function rest(milliseconds) {
    await tick();
    time += milliseconds;
  }
  async function foo() {
    burn(1);
    await rest(10);
    burn(2);
    return rest(20);
  }
  function* count() {
    yield 1;
    yield 2;
  }
  globalThis.main = async () => {
    await foo();
    return [...count()].length;
  };
`;

describeInChromium('the runtime in a browser', () => {
  let browser: Browser;
  let page: Page;

  beforeAll(async () => {
    browser = await chromium.launch({ executablePath: chromiumPath, args: ['--no-sandbox'] });
  });
  afterAll(() => browser?.close());

  beforeEach(async () => {
    page = await browser.newPage();
    const { outputFiles } = await build({
      entryPoints: [join(__dirname, '../../runtime/src/index.ts')],
      bundle: true,
      write: false,
      format: 'iife',
      globalName: 'coroscope',
    });
    await page.addScriptTag({ content: outputFiles[0].text });
    const { code } = transform(program, {
      filename: 'page.js',
      runtime: 'global',
      sourceType: 'script',
    });
    await page.addScriptTag({ content: code });
  });
  afterEach(() => page.close());

  const profileOf = (clock: string) =>
    page.evaluate(`coroscope.profiler.run(main, { clock: ${clock} })`) as Promise<{
      result: number;
      profile: Profile;
    }>;

  const figuresOf = ({ functions, threads: [{ contexts }] }: Profile, name: string) => {
    const row = contexts.function.findIndex((fn) => functions[fn]?.name === name);
    return Object.fromEntries(
      (['calls', 'suspensions', 'self', 'onStack', 'awaiting', 'paused'] as const).map((column) => [
        column,
        contexts[column][row],
      ]),
    );
  };

  test('keeps the same exact books as anywhere', async () => {
    const { result, profile } = await profileOf('() => time');
    expect(result).toBe(2);
    // foo burns 1 and 2, and waits for both rests; the second through the promise that it returns.
    expect(figuresOf(profile, 'foo')).toEqual({
      calls: 1,
      suspensions: 2,
      self: 0,
      onStack: 3,
      awaiting: 30,
      paused: 0,
    });
    expect(figuresOf(profile, 'burn')).toMatchObject({ calls: 2, self: 3 });
    expect(figuresOf(profile, 'rest')).toMatchObject({ calls: 2, suspensions: 2 });
    expect(figuresOf(profile, 'count')).toMatchObject({ calls: 1, suspensions: 2, paused: 0 });
    expect(profile.functions.find(({ name }) => name === 'foo')).toMatchObject({
      kind: 'async',
      line: 11,
    });
  });

  test('runs on the wall clock', async () => {
    const { profile } = await profileOf("'wall'");
    expect(profile.clock).toMatchObject({ kind: 'wall', source: 'performance.now' });
    // Chromium rounds to a tenth of a millisecond where a page is not isolated, and a busy machine may never
    // show two readings so close.
    expect(profile.clock.resolution).toBeGreaterThanOrEqual(0.1);
    expect(figuresOf(profile, 'foo')).toMatchObject({ calls: 1, suspensions: 2 });
    expect(profile.elapsed).toBeGreaterThan(0);
  });

  test('says that a browser has no CPU clock', async () => {
    await expect(profileOf("'cpu'")).rejects.toThrow(
      /this platform has no CPU clock; use clock: 'wall'/,
    );
  });
});
