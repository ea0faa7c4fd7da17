import { existsSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { chromium, type Browser, type Page } from 'playwright-core';
import { chromiumPath, describeInChromium } from '../../conformance/test/support/chromium.js';
import type { LiveFigures } from '../src/live/live-protocol.js';
import { ViteServer, type ServerRequest } from './support/vite-server.js';
import { bundlePlugins, Workspace } from './support/workspace.js';

const APP = join(__dirname, 'fixtures/vite');
const modules = dirname(dirname(require.resolve('vue/package.json')));

let plugins: string;
beforeAll(async () => {
  plugins = await bundlePlugins();
});
afterAll(() => rmSync(plugins, { recursive: true, force: true }));

const workspaces: Workspace[] = [];
afterAll(() => workspaces.forEach((workspace) => workspace.close()));

function openWorkspace(): Workspace {
  const workspace = new Workspace('vite');
  symlinkSync(join(modules, 'vue'), join(workspace.directory, 'node_modules/vue'), 'dir');
  workspaces.push(workspace);
  return workspace;
}

const servers: ViteServer[] = [];
afterEach(() => Promise.all(servers.splice(0).map((server) => server.close())));

async function start(request: Partial<ServerRequest> & { directory: string }): Promise<ViteServer> {
  const server = await ViteServer.start({ vite: 'vite', plugins, ...request });
  servers.push(server);
  return server;
}

/** Where a text stands in a file of the application: `file:line`. */
function lineOf(file: string, text: string): string {
  const [before, after] = readFileSync(join(APP, file), 'utf8').split(text);
  if (after === undefined) throw new Error(`no ${text} in ${file}`);
  return `${file}:${before!.split('\n').length}`;
}

const named = ({ functions }: Pick<LiveFigures, 'functions'>, name: string) =>
  functions.filter((row) => row.name === name);
const locations = ({ functions }: Pick<LiveFigures, 'functions'>) =>
  Object.fromEntries(functions.map(({ name, file, line }) => [name, `${file}:${line}`]));

describe('server-side rendering', () => {
  it.each(['vite', 'vite-7-oldest'])('%s: a build names the source of Vue files', (vite) => {
    const workspace = openWorkspace();
    const outfile = join(workspace.directory, 'out/ssr.mjs');
    const entry = './src/ssr-main.ts';
    const ends = workspace.build(plugins, [{ tool: 'vite', vite, vue: true, entry, outfile }]);
    expect(ends).toEqual([{ warnings: [] }]);
    const { result, profile } = workspace.run('out/ssr.mjs');
    expect(result).toBe(
      '<button>5 pieces</button>'
        .replace('>', ' data-v-HASH>')
        .replace('HASH', /data-v-(\w+)/.exec(String(result))![1]!),
    );
    const functions = profile.functions.map(({ file, ...rest }) => ({
      ...rest,
      file: profile.files[file]!.path,
    }));
    expect(locations({ functions } as never)).toMatchObject({
      render: lineOf('src/ssr.ts', 'async function render'),
      tally: lineOf('src/tally.ts', 'async function tally'),
      label: lineOf('src/App.vue', 'const label'),
    });
  });

  it('a build takes CommonJS sources', () => {
    const workspace = openWorkspace();
    workspace.write('src/double.cjs', 'exports.double = (list) => list.map((x) => 2 * x);');
    workspace.write(
      'src/commonjs-main.js',
      `import { profiler } from '@coroscope/runtime';
       import { double } from './double.cjs';
       profiler.start();
       const result = double([1, 2]);
       process.stdout.write(JSON.stringify({ result, profile: profiler.snapshot() }));`,
    );
    const outfile = join(workspace.directory, 'out/commonjs.mjs');
    const entry = './src/commonjs-main.js';
    expect(workspace.build(plugins, [{ tool: 'vite', vite: 'vite', entry, outfile }])).toEqual([
      { warnings: [] },
    ]);
    const { result, profile } = workspace.run('out/commonjs.mjs');
    expect(result).toEqual([2, 4]);
    expect(profile.functions.map(({ name }) => name)).toContain('double');
  });

  it.each(['vite', 'vite-7-oldest'])('%s: the server tells its own figures', async (vite) => {
    const { directory } = openWorkspace();
    const server = await start({ vite, directory });
    expect(await server.render('/src/ssr.ts')).toContain('5 pieces');
    const figures = await server.figures();
    expect(figures.senders).toEqual(['server ssr']);
    expect(named(figures, 'render')).toMatchObject([{ calls: 1, suspensions: 2, live: 0 }]);
    expect(locations(figures)).toMatchObject({ label: lineOf('src/App.vue', 'const label') });
    expect(server.errors).toBe('');
  });

  it('environments are told apart', async () => {
    const { directory } = openWorkspace();
    const kinds = await start({
      directory,
      options: { environments: { ssr: { kinds: ['async'] } } },
    });
    await kinds.render('/src/ssr.ts');
    expect((await kinds.figures()).functions.map(({ name }) => name).sort()).toEqual([
      'render',
      'tally',
    ]);
    await kinds.close();

    const none = await start({ directory, options: { environments: { ssr: false } } });
    await none.render('/src/ssr.ts');
    expect((await none.figures()).functions).toEqual([]);
  });
});

describe.each(['vite', 'vite-7-oldest'])('what %s keeps of dependencies', (vite) => {
  it('is instrumented where they are named, and kept by options and version', async () => {
    const workspace = openWorkspace();
    const { directory } = workspace;
    workspace.write('node_modules/tea/package.json', '{ "type": "module", "main": "tea.js" }');
    workspace.write(
      'node_modules/tea/tea.js',
      'export const pour = async () => await pot(); const pot = () => [1].map(String);',
    );
    const newer = await bundlePlugins({ version: '99.0.0', comment: 'emitted anew' });
    const kept = (name: string) => join(directory, 'node_modules/.vite/deps', name);
    const optimize = async (options: object, from = plugins) => {
      const before = existsSync(kept('_metadata.json'))
        ? readKept(kept('_metadata.json'))
        : undefined;
      const server = await start({
        vite,
        directory,
        options,
        plugins: from,
        dependencies: ['tea'],
      });
      // The server answers when it has done so.
      await fetch(`${server.url}/@id/tea`);
      await server.close();
      return { isNew: readKept(kept('_metadata.json')) !== before, code: readKept(kept('tea.js')) };
    };
    const readKept = (file: string) => readFileSync(file, 'utf8');

    const plain = await optimize({});
    expect(plain.code).not.toContain('register');
    const named = { include: ['src', 'node_modules/tea'] };
    const instrumented = await optimize(named);
    expect(instrumented.code).toContain('register(1, "node_modules/tea/tea.js"');
    expect(instrumented.code).toContain('<module>');
    expect((await optimize(named)).isNew).toBe(false);
    const other = await optimize({ ...named, modules: false });
    expect(other.isNew).toBe(true);
    expect(other.code).not.toContain('<module>');
    expect((await optimize({ ...named, modules: false }, newer)).isNew).toBe(true);
    rmSync(newer, { recursive: true });
  });
});

it('refuses options that do not exist in an environment', () => {
  const workspace = openWorkspace();
  const build = (options: object) =>
    workspace.build(plugins, [{ tool: 'vite', entry: './src/ssr.ts', outfile: '', options }])[0]!
      .error;
  expect(build({ environments: { ssr: { leafs: 'skip' } } })).toMatch(
    /unknown option 'leafs' \(did you mean 'leaves'\?\)/,
  );
  expect(build({ environments: { ssr: 'no' } })).toMatch(/'environments' must be an object of/);
  expect(build({ lives: true })).toMatch(
    /unknown option 'lives' \(did you mean 'live'\?\); known are env, .*, environments, live$/,
  );
});

describeInChromium('pages', () => {
  let browser: Browser;
  let page: Page;
  beforeAll(async () => {
    browser = await chromium.launch({ executablePath: chromiumPath, args: ['--no-sandbox'] });
  });
  afterAll(() => browser?.close());
  beforeEach(async () => {
    page = await browser.newPage();
  });
  afterEach(() => page.close());

  const tally = (count: number) => page.evaluate(`tally(${count})`);
  const callsOfTally = (figures: LiveFigures) => named(figures, 'tally').map(({ calls }) => calls);

  describe.each(['vite', 'vite-7-oldest'])('of the dev server of %s', (vite) => {
    it('tell their figures, those of their workers, and those of Vue files', async () => {
      const { directory } = openWorkspace();
      const server = await start({ vite, directory });
      await page.goto(server.url);
      await page.click('button');
      await page.getByText('2 pieces').waitFor();
      const figures = await server.figuresOnce(
        (figures) => named(figures, 'add').length > 0 && named(figures, 'work').length > 0,
      );
      expect(figures.senders.sort()).toEqual([
        'page /',
        expect.stringMatching(/^worker work \/src\/work.ts/),
      ]);
      expect(locations(figures)).toMatchObject({
        add: lineOf('src/App.vue', 'async function add'),
        label: lineOf('src/App.vue', 'const label'),
        work: lineOf('src/work.ts', 'async function work'),
      });
      expect(named(figures, 'add')).toMatchObject([{ calls: 1, suspensions: 1 }]);
      // A worker that is no module runs as it is.
      await page.waitForFunction("globalThis.plain === '1,2'");
      // Chromium rounds to 0.1 ms; a busy machine may never show two readings so close.
      expect(figures.clock?.resolution).toBeGreaterThanOrEqual(0.1);
      // The page and its worker begin anew.
      await page.reload();
      await server.figuresOnce(
        (figures) => named(figures, 'add').length === 0 && named(figures, 'work').length > 0,
      );
      expect(named(await server.figures(), 'work')).toMatchObject([{ calls: 1 }]);
      expect(server.errors).toBe('');
    });

    it('go on when a module is replaced; a changed one is another', async () => {
      const workspace = openWorkspace();
      const server = await start({ vite, directory: workspace.directory, options: { live: true } });
      await page.goto(server.url);
      await page.waitForFunction('globalThis.tally');
      await tally(1);
      const source = readFileSync(join(APP, 'src/tally.ts'), 'utf8');
      const replace = async (text: string) => {
        const replaced = page.waitForEvent('console', (message) =>
          message.text().includes('hot updated'),
        );
        workspace.write('src/tally.ts', text);
        await replaced;
      };
      await replace(`${source}// as before\n`);
      await tally(1);
      await server.figuresOnce((figures) => callsOfTally(figures).join() === '2');

      await replace(`// a line more\n${source}`);
      await tally(1);
      const figures = await server.figuresOnce((figures) => callsOfTally(figures).length === 2);
      expect(named(figures, 'tally').map(({ line, calls }) => [line, calls])).toEqual([
        [5, 2],
        [6, 1],
      ]);
    });
  });

  it('are shown live, in a page with a strict policy', async () => {
    const { directory } = openWorkspace();
    const server = await start({ directory });
    await page.goto(server.url);
    await page.waitForFunction('globalThis.tally');
    await tally(3);
    const live = await browser.newPage();
    const complaints: string[] = [];
    live.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
    live.on('pageerror', (error) => complaints.push(String(error)));
    await live.goto(`${server.url}/__coroscope`);
    expect(
      await live.locator('meta[http-equiv="content-security-policy"]').getAttribute('content'),
    ).not.toMatch(/unsafe-/);
    // A browser does not tell idle time.
    await live.locator('.verdict', { hasText: 'Your code was on the stack' }).waitFor();
    await live.keyboard.press('2');
    const rowOfTally = live
      .locator('table[aria-label="Functions"] tbody tr')
      .filter({ has: live.locator('.name', { hasText: /^tally$/ }) });
    await rowOfTally.filter({ hasText: lineOf('src/tally.ts', 'async function tally') }).waitFor();
    const headings = live.locator('table[aria-label="Functions"] thead th');
    const calls = async () => {
      const column = (await headings.allTextContents()).findIndex((text) => text === 'calls');
      return rowOfTally.locator('th, td').nth(column).textContent();
    };
    while ((await calls()) !== '1') await live.waitForTimeout(50);
    // It goes on.
    await tally(1);
    while ((await calls()) !== '2') await live.waitForTimeout(50);

    // A place in the source opens in the editor of the server.
    await rowOfTally.click();
    const opened = live.waitForRequest(/__open-in-editor/);
    await live.locator('.detail header a[href*="open-in-editor"]').click();
    expect(new URL((await opened).url()).searchParams.get('file')).toMatch(/tally\.ts:\d+:\d+$/);

    await live.keyboard.press('4');
    await live
      .locator('table[aria-label="Awaits"] tbody tr', { hasText: 'await step()' })
      .waitFor();
    await live.getByRole('button', { name: 'Reset' }).click();
    await live.keyboard.press('2');
    await rowOfTally.waitFor({ state: 'detached' });
    await tally(1);
    while ((await calls()) !== '1') await live.waitForTimeout(50);
    expect(complaints).toEqual([]);
    await live.close();
  });

  it('are counted as long as they are there, and no longer than until they come again', async () => {
    const { directory } = openWorkspace();
    const server = await start({ directory });
    const open = async () => {
      const opened = await browser.newPage();
      await opened.goto(server.url);
      await opened.waitForFunction('globalThis.tally');
      await opened.evaluate('tally(1)');
      return opened;
    };
    const becomes = (calls: string) =>
      server.figuresOnce((figures) => callsOfTally(figures).join() === calls);
    const first = await open();
    const second = await open();
    await becomes('2');
    await Promise.all([first.close(), second.close()]);
    await becomes('2');
    const third = await open();
    await becomes('1');
    await third.close();
  });

  it('that were built tell theirs to the preview server', async () => {
    const { directory } = openWorkspace();
    const server = await start({ directory, preview: true });
    await page.goto(server.url);
    await page.waitForFunction('globalThis.tally');
    await tally(1);
    const figures = await server.figuresOnce(
      (figures) => named(figures, 'tally').length > 0 && named(figures, 'work').length > 0,
    );
    expect(locations(figures)).toMatchObject({
      tally: lineOf('src/tally.ts', 'async function tally'),
      work: lineOf('src/work.ts', 'async function work'),
    });
    expect(await page.evaluate('coroscope.figures().functions.length')).toBeGreaterThan(0);
    await page.waitForFunction("globalThis.plain === '1,2'");
    const post = (origin: string) =>
      fetch(`${server.url}/__coroscope/figures?page=x`, {
        method: 'POST',
        body: '{',
        headers: { origin },
      });
    expect((await post('http://elsewhere.example')).status).toBe(403);
    const nonsense = await post(server.url);
    expect([nonsense.status, await nonsense.text()]).toEqual([
      500,
      expect.stringContaining('figures'),
    ]);
  });

  it('tell nothing and run nothing of ours where the environment does not ask for it', async () => {
    const { directory } = openWorkspace();
    const server = await start({ directory, options: { env: 'PROFILE_THE_PAGE' } });
    await page.goto(server.url);
    await page.waitForFunction('globalThis.tally');
    expect(await page.evaluate('typeof coroscope + typeof __coroscope__')).toBe(
      'undefinedundefined',
    );
    expect(
      (await fetch(`${server.url}/__coroscope/figures.json`)).headers.get('content-type'),
    ).not.toContain('json');
  });
});
