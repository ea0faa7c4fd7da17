import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildSync } from 'esbuild';
import { chromium, type Browser, type Page } from 'playwright-core';
import { readProfile } from '@coroscope/profile';
import type { Profile } from '@coroscope/runtime';
import { chromiumPath, describeInChromium } from '../../conformance/test/support/chromium.js';
import { bundled, complaints, instrumented, serve, type Server } from './support/site.js';

const packages = join(__dirname, '../..');
const PAGE = readFileSync(join(packages, '../docs/browser.md'), 'utf8');

const blocks = (language: string) =>
  [...PAGE.matchAll(new RegExp(`^\`\`\`${language}\\n(.*?)^\`\`\``, 'gms'))].map(
    ([, code]) => code!,
  );

const [tag] = blocks('html') as [string];
const [compiling, importing, download, send, report, evaluate, worker] = blocks('js') as string[];
const [isolation, policy] = blocks('http').map((text) =>
  Object.fromEntries(
    text
      .trim()
      .split('\n')
      .map((line) => line.split(/: (.*)/).slice(0, 2)),
  ),
);

/** What `compiling` makes of `app.js`, run as it stands in a directory of its own. */
function compile(code: string): string {
  const directory = mkdtempSync(join(tmpdir(), 'coroscope-browser-docs-'));
  try {
    mkdirSync(join(directory, 'public'));
    writeFileSync(join(directory, 'app.js'), code);
    buildSync({
      stdin: { contents: compiling, resolveDir: __dirname },
      outfile: join(directory, 'compile.mjs'),
      bundle: true,
      format: 'esm',
      platform: 'node',
      alias: {
        '@coroscope/runtime': join(packages, 'runtime/src/index.ts'),
        '@coroscope/runtime/contract': join(packages, 'runtime/src/contract.ts'),
        '@coroscope/transform': join(packages, 'transform/src/index.ts'),
      },
      banner: {
        js: 'import { createRequire } from "node:module"; const require = createRequire(import.meta.url);',
      },
      logLevel: 'error',
    });
    const { stderr } = spawnSync(process.execPath, ['compile.mjs'], {
      cwd: directory,
      encoding: 'utf8',
    });
    expect(stderr).toBe('');
    return readFileSync(join(directory, 'public/app.js'), 'utf8');
  } finally {
    rmSync(directory, { recursive: true });
  }
}

describeInChromium('docs/browser.md', () => {
  let browser: Browser;
  let page: Page;
  let server: Server;
  let found: string[];
  const app = compile('function greet(name) { return ["hello", name].join(" "); }');
  const script = bundled('global', 'iife');

  beforeAll(async () => {
    browser = await chromium.launch({ executablePath: chromiumPath, args: ['--no-sandbox'] });
  });
  afterAll(() => browser?.close());

  const open = async (headers?: Record<string, string>) => {
    server = await serve({
      files: {
        '/': `<!doctype html>${tag}<script src="app.js"></script>`,
        '/coroscope.js': script,
        '/app.js': app,
        '/work.js': instrumented(
          'function work() { return greet(); } const greet = () => [].map(String); work();',
          'work.js',
        ),
        '/worker.js': worker!,
      },
      headers,
    });
    page = await browser.newPage();
    found = complaints(page);
    await page.goto(server.origin);
    await page.evaluate('greet("you")');
  };
  beforeEach(() => open(policy));
  afterEach(async () => {
    await page.close();
    server.close();
    expect(found).toEqual([]);
  });

  const names = ({ functions }: Profile) => functions.map(({ name }) => name);
  const posted = async () => {
    while (server.posted.length === 0) await page.waitForTimeout(20);
    return server.posted[0]!;
  };

  it('has no block that is not run here', () => {
    expect([blocks('js').length, blocks('http').length, blocks('\\w+').length]).toEqual([7, 2, 11]);
  });

  it('the tag', async () => {
    expect(names(await page.evaluate<Profile>('coroscope.figures()'))).toContain('greet');
  });

  it('the import', () => {
    const { outputFiles } = buildSync({
      stdin: { contents: `${importing} console.log(figures);`, resolveDir: __dirname },
      bundle: true,
      write: false,
      alias: {
        '@coroscope/browser': join(packages, 'browser/src/index.ts'),
        '@coroscope/runtime': join(packages, 'runtime/src/index.ts'),
        '@coroscope/runtime/contract': join(packages, 'runtime/src/contract.ts'),
      },
    });
    expect(outputFiles[0]!.text).toContain('profiler.start()');
  });

  it('a file', async () => {
    const event = page.waitForEvent('download');
    await page.evaluate(download!);
    const text = readFileSync(await (await event).path(), 'utf8');
    expect(names(readProfile(text, 'download'))).toContain('greet');
  });

  it('a server', async () => {
    await page.evaluate(send!);
    expect(names(await posted())).toContain('greet');
  });

  it('a server, again and again', async () => {
    await page.evaluate(`{ ${report} globalThis.stop = stop; }`);
    expect(names(await posted())).toContain('greet');
    await page.evaluate('stop()');
  });

  it('Playwright', async () => {
    const read = new Function('page', `return (async () => { ${evaluate} return profile; })();`);
    expect(names((await read(page)) as Profile)).toContain('greet');
  });

  it('a worker', async () => {
    const profile = await page.evaluate<Profile>(
      `new Promise((resolve) => new Worker('worker.js', { name: 'at work' }).onmessage = ({ data }) => resolve(data))`,
    );
    expect(profile.threads[0]!.name).toBe('worker at work');
  });

  it('the clock, and what isolates a page', async () => {
    const resolution = () => page.evaluate<number>('coroscope.figures().clock.resolution');
    const said = [...PAGE.matchAll(/^\| .* \| ([\d.]+) +\|$/gm)].map(([, value]) => Number(value));
    const measured = [await resolution()];
    await page.close();
    server.close();
    await open(isolation);
    measured.push(await resolution());
    expect(measured).toEqual(said);
  });
});
