import vm from 'node:vm';
import { transformSync, type PluginItem, type TransformOptions } from '@babel/core';
import { probes, profiler, type Profile } from '@coroscope/runtime';
import coroscope, { type PluginOptions } from '../src/index.js';

const FILENAME = '/project/src/shop.js';

function compile(code: string, options: PluginOptions = {}, babel: TransformOptions = {}): string {
  const result = transformSync(code, {
    filename: FILENAME,
    cwd: '/project',
    configFile: false,
    babelrc: false,
    ...babel,
    plugins: [[coroscope, options], ...(babel.plugins ?? [])],
  });
  return result!.code!;
}

const isInstrumented = (options: PluginOptions, filename = FILENAME) =>
  compile('f(() => g());', options, { filename }).includes('register(');

describe('which files are instrumented', () => {
  it.each<[string, PluginOptions, string, boolean]>([
    ['all by default', {}, FILENAME, true],
    ['but those of dependencies', {}, '/project/node_modules/a/index.js', false],
    [
      'dependencies too where included',
      { include: 'node_modules/a' },
      '/project/node_modules/a/i.js',
      true,
    ],
    ['by include', { include: ['lib/**', 'src'] }, FILENAME, true],
    ['not outside of include', { include: 'lib' }, FILENAME, false],
    ['not by exclude', { include: 'src', exclude: 'shop.js' }, FILENAME, false],
    ['by extension', { extension: '.ts' }, FILENAME, false],
    ['relative to cwd', { include: 'shop.js', cwd: '/project/src' }, FILENAME, true],
  ])('%s', (_name, options, filename, expected) => {
    expect(isInstrumented(options, filename)).toBe(expected);
  });

  it('none while the environment does not allow it', () => {
    const env = 'COROSCOPE_TEST_GATE';
    expect(isInstrumented({ env })).toBe(false);
    try {
      for (const [value, expected] of [
        ['0', false],
        ['false', false],
        ['1', true],
      ] as const) {
        process.env[env] = value;
        expect(isInstrumented({ env })).toBe(expected);
      }
    } finally {
      delete process.env[env];
    }
  });
});

describe('options', () => {
  it('lists the known ones when one does not exist', () => {
    expect(() => compile('', { includes: 'src' } as never)).toThrow(
      /unknown option 'includes' \(did you mean 'include'\?\); known are env, include, exclude/,
    );
  });

  it('reports what was instrumented', () => {
    const onInstrumented = jest.fn();
    compile('export const f = () => {};', { onInstrumented, modules: false });
    expect(onInstrumented).toHaveBeenCalledWith(
      {
        sources: [FILENAME],
        functions: [expect.objectContaining({ name: 'f', line: 1, column: 18 })],
        sites: [],
      },
      FILENAME,
    );
  });

  it('are handed to the transform', () => {
    expect(compile('export {}', { runtimeModule: 'other' })).toContain('from "other"');
    expect(compile('f(() => g)', { runtime: 'global' })).toContain('__coroscope__.register');
    expect(compile('f(() => g)', { kinds: ['async'] })).not.toContain('register');
  });
});

const PROGRAM = `
  export const log = [];
  export async function work(list) {
    helper();
    function helper() { log.push('helper'); }
    let total = 0;
    for await (const { a = 5 } of list) total += await a;
    try { await Promise.reject({ message: 'no' }); } catch ({ message }) { log.push(message); }
    for (let i = 0; i < 2; i++) { let j = i; log.push((() => j)()); await null; }
    class A { #x = 1; get x() { return this.#x; } *[Symbol.iterator]() { yield this.x; yield* [2]; } }
    log.push(new (class extends A { constructor() { super(); log.push(super.x); } })().x, [...new A()]);
    return total;
  }
`;

const ES5: PluginItem = [
  require.resolve('@babel/preset-env'),
  { targets: { ie: '11' }, modules: 'commonjs' },
];
const NODE: PluginItem = [
  require.resolve('@babel/preset-env'),
  { targets: { node: '20' }, modules: 'commonjs' },
];

describe('with the presets of Babel in the same pass', () => {
  async function run(code: string) {
    const module = { exports: {} as { log: unknown[]; work(list: unknown): Promise<unknown> } };
    const require = () => ({ probes });
    vm.runInThisContext(`(function (module, exports, require) {${code}\n})`)(
      module,
      module.exports,
      require,
    );
    const result = await module.exports.work([{ a: 1 }, {}]);
    return [result, ...module.exports.log];
  }

  it.each([
    ['today’s targets', NODE],
    ['ES5 and regenerator', ES5],
  ])('the program does what it did: %s', async (_name, preset) => {
    const bare = transformSync(PROGRAM, {
      presets: [preset],
      configFile: false,
      filename: FILENAME,
    });
    const expected = await run(bare!.code!);
    expect(expected.slice(0, 3)).toEqual([6, 'helper', 'no']);

    const { result, profile } = await profiler.run(() =>
      run(compile(PROGRAM, {}, { presets: [preset] })),
    );
    expect(result).toEqual(expected);
    expect(callsOf(profile, 'work')).toBe(1);
    expect(callsOf(profile, 'work.helper')).toBe(1);
    expect(callsOf(profile, 'get work.A.x')).toBe(3);
  });
});

function callsOf(profile: Profile, name: string): number {
  const index = profile.functions.findIndex((description) => description.name === name);
  const { contexts } = profile.threads[0]!;
  return contexts.calls.reduce(
    (sum, calls, i) => sum + (contexts.function[i] === index ? calls : 0),
    0,
  );
}
