import { activities, findings, functionTable, type TestFigures } from '@coroscope/profile';
import { readFileSync, rmSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { execFileSync } from 'node:child_process';
import { Project, type RunEnd } from '../../testing/test/support/project.js';

interface VitestEnd extends RunEnd {
  output: string;
  figures: TestFigures[];
}

const installed = join(__dirname, '../node_modules');

/** The newest Vitest, which wants a newer Node than our oldest, and the oldest that is supported. */
const VERSIONS = [
  { version: '3.2.0', directory: 'vitest-oldest', isNewest: false },
  { version: '5.1.1', directory: 'vitest', isNewest: true },
];

function newerNode(): string | undefined {
  const paths = [process.execPath, ...(process.env.COROSCOPE_TEST_NODES ?? '').split(delimiter)];
  return paths
    .filter((path) => path !== '')
    .find((path) => {
      const version = execFileSync(path, ['--version'], { encoding: 'utf8' });
      return Number(/^v(\d+)/.exec(version)![1]) >= 22;
    });
}

const LOAD = `
export async function load(id: number): Promise<number> {
  await null;
  return id;
}
export async function hang(): Promise<void> {
  await new Promise(() => {});
}
`;
const CART = `
import { load } from './load';

interface Cart {
  ids: number[];
}

export async function total(cart: Cart): Promise<number> {
  let sum = 0;
  for (const id of cart.ids) {
    sum += await load(id);
  }
  return sum;
}
`;

it('imports nothing by a name that only some versions have, as it is published', () => {
  const setup = readFileSync(join(__dirname, '../dist/esm/setup.js'), 'utf8');
  expect(setup).toMatch(/import\(/);
  expect(setup).not.toMatch(/import\([^)]*vitest\/suite/);
});

describe.each(VERSIONS)('Vitest $version', ({ version, directory, isNewest }) => {
  const node = isNewest ? newerNode() : process.execPath;
  if (node === undefined) {
    if (process.env.CI) {
      it('is tested', () => {
        throw new Error('Node 22 or later is missing; name its binary in COROSCOPE_TEST_NODES');
      });
    } else {
      it.skip('skipped: there is no Node 22 or later here; name one in COROSCOPE_TEST_NODES', () => {});
    }
    return;
  }

  const project = new Project(['vite', 'esbuild']);
  afterAll(() => project.remove());

  beforeAll(() => {
    project.link('vitest', join(installed, directory));
    project.install('runtime', 'esm');
    project.install('vitest', 'esm');
    project.writeAll({
      'package.json': '{ "type": "module" }',
      'src/load.ts': LOAD,
      'src/cart.ts': CART,
    });
  });

  /** Runs Vitest with the plugin, and reads the figures that the reporter has got. */
  async function vitest(test: object, options: object = {}): Promise<VitestEnd> {
    project.write(
      'vitest.config.ts',
      `import { defineConfig } from 'vitest/config';
       import coroscope from '@coroscope/vitest';
       export default defineConfig({
         plugins: [coroscope(JSON.parse(process.env.PLUGIN_OPTIONS))],
         test: ${JSON.stringify(test)},
       });`,
    );
    const file = join(project.directory, 'figures.json');
    rmSync(file, { force: true });
    const bin = join(project.directory, 'node_modules/vitest/vitest.mjs');
    // Not in the configuration, whose text is part of Vitest's own keys.
    const PLUGIN_OPTIONS = JSON.stringify({ out: 'figures.json', ...options });
    const end = await project.run([bin, 'run'], { PLUGIN_OPTIONS }, node);
    const output = end.stdout + end.stderr;
    try {
      return { ...end, output, figures: JSON.parse(project.read('figures.json')) as TestFigures[] };
    } catch (error) {
      throw new Error(`no figures; Vitest wrote:\n${output}`, { cause: error });
    }
  }

  function figuresOf(figures: TestFigures[], name: string): TestFigures {
    const found = figures.filter(
      ({ titles, file }) =>
        titles.join(' ') === name || (titles.length === 0 && file.endsWith(name)),
    );
    if (found.length !== 1) throw new Error(`${found.length} figures are called "${name}"`);
    return found[0]!;
  }

  function callsOf({ profile }: TestFigures): Record<string, number> {
    const rows = functionTable(profile).filter(({ file }) => file.startsWith('src/'));
    return Object.fromEntries(
      rows
        .filter(({ name, calls }) => calls > 0 && !name.includes('<'))
        .map((row) => [row.name, row.calls]),
    );
  }

  const TESTS = {
    'test/cart.test.ts': `
      import { afterEach, describe, expect, test, vi } from 'vitest';
      import { load, hang } from '../src/load';
      import { total } from '../src/cart';
      describe('cart', () => {
        test('totals', async () => {
          expect(await total({ ids: [1, 2] })).toBe(3);
          expect(load).toHaveBeenEntered(2);
          expect('total').toHaveSuspended(2);
          expect(total).toHaveAwaitedInSequenceAtMost(1);
          expect(total).toHaveSettled();
          await expect(() => total({ ids: [1, 2] })).toSuspendAtMost(4);
          await expect(() => total({ ids: [1, 2] })).not.toSuspendAtMost(3);
          await expect(() => total({ ids: [1, 2] })).toEnter(load, 2);
        });
        test('leaves a mess', () => { void hang(); });
        test('hooks', () => {});
        afterEach(async () => { await load(0); });
      });
      let attempts = 0;
      test('tried again', { retry: 1 }, async () => { await load(1); expect(++attempts).toBe(2); });
      test.skip('skipped', () => {});
      test('namesake', async () => { await load(1); });
      test('namesake', async () => { await load(1); await load(2); });
      const withServer = test.extend<{ server: number }>({
        server: async ({}, use) => { await load(1); await use(7); await load(2); },
      });
      withServer('with a fixture', async ({ server }) => { await load(server); });
      test('spied', async () => {
        const real = { load };
        const spy = vi.spyOn(real, 'load');
        await real.load(3);
        expect(spy).toHaveBeenCalledWith(3);
        expect('load').toHaveBeenEntered(1);
      });
      const later = () => new Promise((done) => setTimeout(done, 5));
      test.concurrent('one', async () => { await load(1); await later(); });
      test.concurrent('two', async ({ expect }) => {
        await later();
        await load(1);
        await load(2);
        expect(load).toHaveBeenEntered(2);
      });`,
    'test/globals.test.ts': `
      import { expect, test } from 'vitest';
      import { load } from '../src/load';
      test('deleted', async () => {
        Reflect.deleteProperty(globalThis, '__coroscope__');
        expect(await load(1)).toBe(1);
      });
      test('replaced', async () => {
        Reflect.set(globalThis, '__coroscope__', {});
        expect(await load(2)).toBe(2);
        expect(load).toHaveBeenEntered(1);
      });`,
    'test/mocks.test.ts': `
      import { expect, test, vi } from 'vitest';
      import { total } from '../src/cart';
      const { ten } = vi.hoisted(() => ({ ten: () => tens() * 10 }));
      function tens() { return [1].map((x) => x)[0]!; }
      vi.mock('../src/load', () => ({ load: async () => ten() }));
      test('mocked', async () => { expect(await total({ ids: [7] })).toBe(10); });`,
  };

  describe.each(['forks', 'threads', 'vmForks', 'vmThreads'])('in the pool %s', (pool) => {
    let end: VitestEnd;
    beforeAll(async () => {
      project.writeAll(TESTS);
      end = await vitest({ pool, include: ['test/*.test.ts'] });
    });
    const calls = (name: string) => callsOf(figuresOf(end.figures, name));

    it('counts in each test, with hoisted mocks', () => {
      expect(end.output).toMatch(/Tests +13 passed \| 1 skipped/);
      expect(end.code).toBe(0);
      expect(calls('cart totals')).toEqual({ total: 4, load: 9 });
      expect(calls('tried again')).toEqual({ load: 1 });
      expect(calls('spied')).toEqual({ load: 1 });
      expect(calls('with a fixture')).toEqual({ load: 3 });
      const namesakes = end.figures.filter(({ titles }) => titles[0] === 'namesake');
      expect(namesakes.map((test) => callsOf(test).load).sort()).toEqual([1, 2]);
      expect(calls('mocked')).toEqual({ total: 1 });
      expect(calls('cart.test.ts').total).toBe(4);
    });
  });

  it('gives names and places of the source, and what is left unsettled', async () => {
    project.writeAll(TESTS);
    const { figures, output } = await vitest({ include: ['test/cart.test.ts'] });
    const { profile } = figuresOf(figures, 'cart totals');
    const row = functionTable(profile).find(({ name }) => name === 'total')!;
    expect([row.file, row.line, row.kind]).toEqual(['src/cart.ts', 8, 'async']);
    const unsettled = (name: string) =>
      activities(figuresOf(figures, name).profile).reduce((sum, fn) => sum + fn.unsettled, 0);
    expect([unsettled('cart leaves a mess'), unsettled('cart hooks')]).toEqual([1, 0]);
    expect(unsettled('with a fixture')).toBe(0);
    expect(callsOf(figuresOf(figures, 'cart hooks'))).toEqual({ load: 1 });
    const concurrent = ['one', 'two'].map((name) => callsOf(figuresOf(figures, name)).load);
    expect(concurrent).toEqual([1, 2]);
    expect(output.replaceAll(/\s+/g, ' ')).toContain(
      '1 call of hang never went on from src/load.ts:7',
    );
  });

  it('finds nothing in what Vitest itself orders: fixtures and hooks around tests', async () => {
    project.writeAll({
      'ordered/ordered.test.ts': `
        import * as vitest from 'vitest';
        const { describe, test, beforeEach } = vitest;
        const wait = (ms: number) => new Promise((done) => setTimeout(done, ms));
        const shared = async ({}, use: (n: number) => Promise<void>) => {
          await wait(12); await use(1); await wait(12);
        };
        const it = test.extend<{ own: number; shared: number; around: number }>({
          own: async ({ shared }, use) => { await wait(12); await use(shared); await wait(12); },
          shared,
          around: async ({}, use) => { await wait(12); await use(3); await wait(12); },
        });
        describe('ordered', () => {
          vitest.aroundAll?.(async (suite) => { await wait(12); await suite(); await wait(12); });
          (it as typeof test).aroundEach?.(async (run, { around }) => {
            await wait(12); await run(); await wait(12);
          });
          beforeEach(async () => { await wait(12); return async () => { await wait(12); }; });
          it('uses', async ({ own }) => { await wait(12 * own); });
        });
        test('body', async () => { await wait(30); await wait(30); });`,
    });
    const { figures, output } = await vitest({ include: ['ordered/*.test.ts'] });
    const of = (name: string) =>
      findings(figuresOf(figures, name).profile).map(({ kind, function: owner }) => [
        kind,
        figuresOf(figures, name).profile.functions[owner]!.name,
      ]);
    expect(output).toMatch(/Tests +2 passed/);
    expect(of('ordered uses')).toEqual([]);
    expect(of('body')).toEqual([['sequential-awaits', '<test body>']]);
  });

  it('is right without isolation, where files share a worker', async () => {
    project.writeAll({
      'shared/a.test.ts': `
        import { expect, test } from 'vitest';
        import { load } from '../src/load';
        test('a', async () => { await load(1); expect(load).toHaveBeenEntered(1); });`,
      'shared/b.test.ts': `
        import { expect, test } from 'vitest';
        import { load } from '../src/load';
        test('b', async () => { await load(1); await load(2); expect(load).toHaveBeenEntered(2); });`,
    });
    const { figures, output } = await vitest({
      include: ['shared/*.test.ts'],
      isolate: false,
      fileParallelism: false,
    });
    expect(output).toMatch(/Tests +2 passed/);
    expect(callsOf(figuresOf(figures, 'a.test.ts'))).toEqual({ load: 1 });
    expect(callsOf(figuresOf(figures, 'b.test.ts'))).toEqual({ load: 2 });
  });

  it('goes with what runs outside of tests, and stays out of what other reporters write', async () => {
    project.writeAll({
      'outer/global.ts': `import { load } from '../src/load'; export default async () => { await load(1); };`,
      'outer/own.ts': 'globalThis.own = [1].map((x) => x + 1);',
      'outer/own.test.ts': `
        import { expect, test } from 'vitest';
        test('own', () => { expect(globalThis.own).toEqual([2]); });`,
    });
    const { output } = await vitest({
      include: ['outer/*.test.ts'],
      globalSetup: './outer/global.ts',
      setupFiles: ['./outer/own.ts'],
      reporters: ['default', 'json'],
      outputFile: { json: 'report.json' },
    });
    expect(output).toMatch(/Tests +1 passed/);
    expect(project.read('report.json')).not.toContain('coroscope-profile');
  });

  it('goes with projects that have the plugin of the root', async () => {
    project.write(
      'projects/a.test.ts',
      `import { expect, test } from 'vitest';
       import { load } from '../src/load';
       test('in a project', async () => { await load(1); expect(load).toHaveBeenEntered(1); });`,
    );
    project.write(
      'projects/b.test.ts',
      `import { expect, test } from 'vitest';
       import { load } from '../src/load';
       test('in another file', async () => { await load(1); expect(load).toHaveBeenEntered(1); });`,
    );
    const projects = [true, false].map((isolate) => ({
      extends: true,
      test: { name: `isolate ${isolate}`, isolate, include: ['projects/*.test.ts'] },
    }));
    const { output } = await vitest({ projects, fileParallelism: false });
    expect(output).toMatch(/Tests +4 passed/);
    expect(output).toContain('in a project  projects/a.test.ts');
  });

  it.each(['ts', 'js'])('leaves the positions of errors in .%s as they are', async (extension) => {
    const type = extension === 'ts' ? ': unknown' : '';
    project.write(
      `errors/errors.test.${extension}`,
      `import { expect, test } from 'vitest';
       function fail(reason${type}) { throw new Error(reason); }
       class Cart { get size()${type} { return fail('size'); } }
       test('a rejection', async () => {
         await expect(async () => { throw new Error('x'); }).rejects.toThrow('y');
       });
       test('a getter', async () => {
         await null;   return [1].map((x${type}) => [x, (() => new Cart())(
         ).size])[0];
       });
       test('a callback', () => Promise.resolve(5).then((x${type}) => fail(x)));
       test('a member', () => { const o = {};   return (o.a).b.c(1); });`,
    );
    const positions = async (options: object) => {
      const run = vitest({ include: [`errors/errors.test.${extension}`] }, options);
      const output = await run.then(
        (end) => end.output,
        (error: Error) => error.message,
      );
      return [...output.matchAll(/❯ .*errors\.test\.[jt]s:(\d+:\d+)/g)].map(([, place]) => place!);
    };
    const [measured, bare] = [await positions({}), await positions({ env: true })];
    // The frames of each test in turn; the oldest Vitest shows none of a rejection.
    const lines = [...(isNewest ? [5] : []), ...[2, 3, 9, 8], ...[2, 11], 12];
    expect(bare.map((place) => parseInt(place))).toEqual(lines);
    expect(measured).toEqual(bare);
  });

  it('has its matchers pass where the environment does not ask for figures, and says so once', async () => {
    project.write(
      'unmeasured/a.test.ts',
      `import { expect, test } from 'vitest';
       let called = 0;
       test('a', async () => {
         expect('none').toHaveBeenEntered(5);
         expect('none').not.toHaveBeenEntered();
         await expect(async () => { called++; }).toEnter('none', 7);
         expect(called).toBe(1);
       });`,
    );
    const run = vitest({ include: ['unmeasured/*.test.ts'] }, { env: true });
    const output = await run.then(String, (error: Error) => error.message);
    expect(output).toMatch(/^no figures/);
    expect(output).toMatch(/Tests +1 passed/);
    expect(output.split('nothing was measured')).toHaveLength(2);
  });

  if (isNewest) {
    it('keys the cache of transformed modules by its options', async () => {
      project.write(
        'cached/cached.test.ts',
        `import { expect, test } from 'vitest';
         import { total } from '../src/cart';
         test('cached', async () => { await total({ ids: [1] }); });`,
      );
      const run = async (options: object) => {
        const { figures } = await vitest(
          { include: ['cached/*.test.ts'], fsModuleCache: true },
          options,
        );
        return callsOf(figuresOf(figures, 'cached'));
      };
      expect(await run({})).toEqual({ total: 1, load: 1 });
      expect(await run({ exclude: 'load.ts' })).toEqual({ total: 1 });
      expect(await run({})).toEqual({ total: 1, load: 1 });
    });
  }

  it('refuses what it does not know', async () => {
    await expect(vitest({}, { leafs: 'skip' })).rejects.toThrow(
      "@coroscope/vitest: unknown option 'leafs' (did you mean 'leaves'?); known are",
    );
  });

  it('is of the version that this says', () => {
    const manifest = readFileSync(join(installed, directory, 'package.json'), 'utf8');
    expect((JSON.parse(manifest) as { version: string }).version).toBe(version);
  });
});
