import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { TransformOptions } from '@babel/core';
import { bundle } from './support/bundle.js';
import { instrumented, run } from './support/run.js';

const COMMONJS = [
  require.resolve('@babel/preset-env'),
  { targets: { node: '20' }, modules: 'commonjs' },
] as const;

const root = join(__dirname, '../../..');

describe('functions that test libraries hoist', () => {
  const HOISTED = `
    import { load } from './load';
    jest.mock('./load', () => { const count = () => 1; return { load: () => count() }; })
        .mock('./other', () => ({ other() { return 2; } }));
    jest.mock('./third', () => mockThird);
    const mockThird = { third: () => 3 };
    export const test = () => load();
  `;

  it.each<[string, TransformOptions]>([
    ['the first preset', { presets: [[...COMMONJS], require.resolve('babel-preset-jest')] }],
    ['the last preset', { presets: [require.resolve('babel-preset-jest'), [...COMMONJS]] }],
  ])('by babel-plugin-jest-hoist, %s', async (_name, babel) => {
    const mocks: Record<string, () => unknown> = {};
    const jestObject = {
      mock(name: string, factory: () => unknown) {
        mocks[name] = factory;
        return jestObject;
      },
    };
    const modules = {
      '@jest/globals': { jest: jestObject },
      get './load'() {
        return mocks['./load']!();
      },
    };
    const { exports, figures } = await run(
      `${instrumented(HOISTED, babel)}\nexports.test();`,
      modules,
    );
    expect((exports.test as () => unknown)()).toBe(1);
    expect(Object.keys(mocks)).toEqual(['./load', './other', './third']);
    expect((mocks['./third']!() as { third(): number }).third()).toBe(3);
    expect(figures.get('test')?.calls).toBe(1);
  });
});

describe('Vitest', () => {
  const directory = mkdtempSync(join(tmpdir(), 'coroscope-vitest-'));
  afterAll(() => rmSync(directory, { recursive: true }));

  // Vitest hoists in the text that all plugins have given, with a module of its own: here as there.
  const HOIST = `
    import { readFileSync } from 'node:fs';
    import { parseSync } from '@babel/core';
    import { hoistMocks } from '@vitest/mocker/transforms';
    const parserOpts = { plugins: ['estree'] };
    const parse = (code) =>
      parseSync(code, { parserOpts, configFile: false, babelrc: false, sourceType: 'module' }).program;
    process.stdout.write(hoistMocks(readFileSync(0, 'utf8'), 'load.test.js', parse).toString());
  `;

  it('hoists mocks above the import of the runtime', () => {
    const code = instrumented(`
      import { vi, vitest } from 'vitest';
      import { load } from './load.mjs';
      const { calls, helper } = vi.hoisted(() => ({ calls: [], helper: () => calls.push('helper') }));
      vi.mock('./load.mjs', () => { helper(); return { load: () => {} }; });
      vitest.mock('./other.mjs', async () => ({}));
      async function later() { await null; return load(); }
      console.log(JSON.stringify([calls, await later()]));
    `);
    const hoisted = execFileSync(process.execPath, ['--input-type=module', '-e', HOIST], {
      input: code,
      cwd: __dirname,
      encoding: 'utf8',
    });
    const write = (name: string, text: string) => {
      mkdirSync(dirname(join(directory, name)), { recursive: true });
      writeFileSync(join(directory, name), text);
    };
    write('program.mjs', hoisted);
    write('load.mjs', "export const load = () => 'loaded';");
    write('node_modules/vitest/package.json', '{ "type": "module", "exports": "./index.js" }');
    write(
      'node_modules/vitest/index.js',
      'export const vi = { hoisted: (f) => f(), mock: (path, f) => f() }; export const vitest = vi;',
    );
    bundle('runtime', join(directory, 'node_modules/@coroscope/runtime/index.js'));
    const output = execFileSync(process.execPath, ['program.mjs'], { cwd: directory });
    expect(String(output)).toBe('[["helper"],"loaded"]\n');
    expect(hoisted.indexOf('import("@coroscope/runtime")')).toBeGreaterThan(
      hoisted.indexOf('vitest.mock('),
    );
  });
});

describe('Jest', () => {
  const directory = mkdtempSync(join(tmpdir(), 'coroscope-jest-'));
  afterAll(() => rmSync(directory, { recursive: true }));
  it('runs tests that mock modules, through babel-jest, with coverage', () => {
    const scope = join(directory, 'node_modules/@coroscope');
    mkdirSync(join(directory, 'node_modules/@babel'), { recursive: true });
    for (const name of ['@babel/preset-env', '@babel/preset-typescript']) {
      const target = dirname(require.resolve(`${name}/package.json`));
      symlinkSync(target, join(directory, 'node_modules', name), 'dir');
    }
    for (const name of ['runtime', 'babel-plugin']) {
      bundle(name, join(scope, name, 'index.js'));
    }
    const write = (name: string, text: string) => writeFileSync(join(directory, name), text);
    write('package.json', '{}');
    write(
      'babel.config.json',
      JSON.stringify({
        presets: [['@babel/preset-env', { targets: { node: '20' } }], '@babel/preset-typescript'],
        plugins: ['@coroscope/babel-plugin'],
      }),
    );
    write('price.ts', 'export const price = async (id: number) => { throw new Error(`${id}`); };');
    write(
      'cart.ts',
      `import { price } from './price';
       export async function total(ids: number[]) {
         let sum = 0;
         for (const id of ids) sum += await price(id);
         return sum > 100 ? 100 : sum;
       }`,
    );
    write(
      'cart.test.ts',
      `import { total } from './cart';
       import { profiler } from '@coroscope/runtime';
       const mockPrices = { 1: 10, 2: 20 };
       jest.mock('./price', () => ({ price: (async (id) => mockPrices[id]) as never }));
       test('total', async () => {
         const { result, profile } = await profiler.run(() => total([1, 2]));
         expect(result).toBe(30);
         const names = profile.functions.map(({ name }) => name);
         const { contexts } = profile.threads[0];
         const row = contexts.function.indexOf(names.indexOf('total'));
         expect(contexts.suspensions[row]).toBe(2);
         expect(names).not.toContain('price');
       });`,
    );
    const arguments_ = ['--rootDir', directory, '--coverage', '--coverageReporters=json', '--ci'];
    execFileSync(process.execPath, [require.resolve('jest/bin/jest'), ...arguments_], {
      cwd: directory,
      env: { ...process.env, NODE_PATH: join(root, 'node_modules') },
      stdio: 'pipe',
    });
    const report = readFileSync(join(directory, 'coverage/coverage-final.json'), 'utf8');
    const coverage = JSON.parse(report) as Record<
      string,
      { s: Record<string, number>; f: Record<string, number>; b: Record<string, number[]> }
    >;
    const [, cart] = Object.entries(coverage).find(([name]) => name.endsWith('cart.ts'))!;
    expect(Object.values(cart.f)).toEqual([1]);
    expect(Object.values(cart.b)).toEqual([[0, 1]]);
    expect(Object.values(cart.s)).toEqual([1, 1, 2, 1]);
  });
});
