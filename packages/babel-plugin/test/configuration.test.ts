import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { originalPositionFor, TraceMap } from '@jridgewell/trace-mapping';
import {
  transformSync,
  type BabelFileResult,
  type PluginObj,
  type TransformOptions,
} from '@babel/core';
import coroscope from '../src/index.js';
import { bundle } from './support/bundle.js';
import { nodeForBabel8 } from './support/nodes.js';
import { compile, FILENAME, instrumented, run } from './support/run.js';

describe('options', () => {
  it('that does not exist, or has a value it can’t have, is an error of the plugin', () => {
    expect(() => instrumented('', {}, { kinds: ['method' as never] })).toThrow(
      /@coroscope\/babel-plugin: option 'kinds' must be an array of 'module', .*, not \["method"\]/,
    );
    expect(() => instrumented('', {}, { trace: 'a.trace' } as never)).toThrow(
      /@coroscope\/babel-plugin: unknown option 'trace'; known are env, include/,
    );
  });

  it('not given are those of a configuration file', () => {
    const cwd = mkdtempSync(join(tmpdir(), 'coroscope-config-'));
    writeFileSync(join(cwd, 'coroscope.config.json'), '{ "kinds": ["async"], "modules": false }');
    try {
      expect(instrumented('function f() { g(); }', {}, { cwd })).not.toContain('register');
      expect(instrumented('async function f() { await 1; }', {}, { cwd })).toContain('register');
    } finally {
      rmSync(cwd, { recursive: true });
    }
  });

  it('of a configuration file make it a dependency, which caches check', () => {
    const cwd = mkdtempSync(join(tmpdir(), 'coroscope-config-'));
    const file = join(cwd, 'coroscope.config.json');
    writeFileSync(file, '{ "kinds": ["async"], "modules": false }');
    const compiled = () =>
      transformSync('function f() { g(); }', {
        filename: join(cwd, 'a.js'),
        plugins: [[coroscope, { cwd }]],
        babelrc: false,
        configFile: false,
        // Babel's types leave out what it tells of.
      }) as BabelFileResult & { externalDependencies: Set<string> };
    try {
      const before = compiled();
      expect([...before.externalDependencies]).toEqual([file]);
      expect(before.code).not.toContain('register');
      writeFileSync(file, '{}');
      utimesSync(file, 1, 1);
      expect(compiled().code).toContain('register');
    } finally {
      rmSync(cwd, { recursive: true });
    }
  });

  it('undefined is as good as not given', () => {
    expect(() => instrumented('', {}, { include: undefined, env: undefined })).not.toThrow();
  });

  it('env: true stands for COROSCOPE', () => {
    expect(process.env.COROSCOPE).toBeUndefined();
    expect(instrumented('f()', {}, { env: true })).toBe('f();');
    expect(instrumented('f()', {}, { env: false })).toContain('register');
    try {
      process.env.COROSCOPE = '1';
      expect(instrumented('f()', {}, { env: true })).toContain('register');
    } finally {
      delete process.env.COROSCOPE;
    }
  });

  it('without leave of the environment, Babel is given no visitor', () => {
    const api = { assertVersion: () => {}, cache: { using: (read: () => unknown) => read() } };
    expect(coroscope(api as never, { env: true }).visitor).toEqual({});
    expect(coroscope(api as never, {}).visitor).not.toEqual({});
  });
});

describe('how the runtime is reached', () => {
  it.each<[string, string, TransformOptions, string]>([
    ['a module', 'f()', { sourceType: 'module' }, 'from "@coroscope/runtime"'],
    [
      'CommonJS, by name',
      'f()',
      { sourceType: 'script', filename: '/project/a.cjs' },
      'require("@',
    ],
    ['CommonJS, as Babel is told', 'f()', { sourceType: 'commonjs' as never }, 'require("@'],
    ['CommonJS, as the code shows', 'exports.a = f()', { sourceType: 'unambiguous' }, 'require("@'],
    ['CommonJS, which Babel takes for a module', 'exports.a = f()', {}, 'require("@'],
    ['a script', 'f()', { sourceType: 'script' }, '__coroscope__.register'],
    [
      'a script with a function of that name',
      'function require() {} require();',
      { sourceType: 'script' },
      '__coroscope__.register',
    ],
  ])('from %s', (_name, code, babel, expected) => {
    expect(instrumented(code, babel)).toContain(expected);
  });

  it('without the name of a file, which goes by "unknown"', () => {
    const { code } = transformSync('export const f = () => g();', {
      plugins: [coroscope],
      configFile: false,
      babelrc: false,
    })!;
    expect(code).toContain('"unknown"');
  });
});

describe('the order of plugins', () => {
  const CODE = `export async function f(list) { for await (const { x = 1 } of list) log(await x); }
    f([{}, { x: 2 }]);`;

  it.each<[string, TransformOptions]>([
    [
      'first',
      { plugins: [coroscope, require.resolve('@babel/plugin-transform-async-to-generator')] },
    ],
    [
      'last',
      { plugins: [require.resolve('@babel/plugin-transform-async-to-generator'), coroscope] },
    ],
    ['in a preset', { presets: [() => ({ plugins: [coroscope] })] }],
    ['in overrides', { overrides: [{ test: /shop/, plugins: [coroscope] }] }],
    ['in env', { env: { development: { plugins: [coroscope] } }, envName: 'development' }],
  ])('%s: the figures are those of the source', async (_name, babel) => {
    const code = compile(CODE, {
      ...babel,
      presets: [
        ...(babel.presets ?? []),
        [require.resolve('@babel/preset-env'), { targets: { ie: '11' }, modules: 'commonjs' }],
      ],
    });
    const { log, figures } = await run(code);
    expect(log).toEqual([1, 2]);
    // Two elements, the iterator's end, and an await for each element.
    expect(figures.get('f')).toMatchObject({ calls: 1, suspensions: 5, live: 0 });
  });

  it('names that a plugin has reserved stay reserved', () => {
    let reserved = '';
    const reserving = (): PluginObj => ({
      visitor: {
        Program: {
          enter: (program) => void (reserved = program.scope.generateUid('late')),
          exit(program) {
            expect(program.scope.generateUid('late')).not.toBe(reserved);
          },
        },
      },
    });
    compile('f()', { plugins: [reserving, coroscope] });
    expect(reserved).toBe('_late');
  });
});

describe('positions', () => {
  const CODE = `const a = 1;

export async function f() {
  await g(
    a);
  throw new Error('x');
}
`;

  it('are mapped to the source', () => {
    const { code, map } = transformSync(CODE, {
      filename: FILENAME,
      configFile: false,
      babelrc: false,
      sourceMaps: true,
      plugins: [coroscope],
    })!;
    const lines = code!.split('\n');
    const line = lines.findIndex((text) => text.includes('throw'));
    const place = { line: line + 1, column: lines[line]!.indexOf('throw') };
    expect(originalPositionFor(new TraceMap(map as never), place)).toMatchObject({
      line: 6,
      column: 2,
    });
  });

  it('stay on their lines with retainLines', () => {
    const lines = instrumented(CODE, { retainLines: true }).split('\n');
    for (const [index, text] of [
      [2, 'export async function f'],
      [3, 'await'],
      [4, 'a)'],
      [5, 'throw'],
    ] as const) {
      expect(lines[index]).toContain(text);
    }
  });

  it('are those of the original where the code has a map', () => {
    const first = transformSync('// one\n// two\nexport function f(x: number) { return g(x); }', {
      filename: '/project/src/shop.ts',
      configFile: false,
      babelrc: false,
      comments: false,
      sourceMaps: true,
      presets: [require.resolve('@babel/preset-typescript')],
    })!;
    const inline = `${first.code}\n//# sourceMappingURL=data:application/json;base64,${Buffer.from(JSON.stringify(first.map)).toString('base64')}`;
    const files: unknown[] = [];
    const onInstrumented = (file: unknown) => files.push(file);
    instrumented(first.code!, { inputSourceMap: first.map as never }, { onInstrumented });
    instrumented(inline, {}, { onInstrumented });
    for (const file of files) {
      expect(file).toMatchObject({
        sources: ['/project/src/shop.ts'],
        functions: [{ name: '<module>' }, { name: 'f', line: 3, column: 8 }],
      });
    }
    expect(files).toHaveLength(2);
  });
});

describe('programs with a configuration of their own', () => {
  const directory = mkdtempSync(join(tmpdir(), 'coroscope-config-'));
  afterAll(() => rmSync(directory, { recursive: true }));
  const write = (name: string, text: string) => {
    mkdirSync(dirname(join(directory, name)), { recursive: true });
    writeFileSync(join(directory, name), text);
  };
  beforeAll(() => {
    for (const name of ['runtime', 'babel-plugin']) {
      bundle(name, join(directory, 'node_modules/@coroscope', name, 'index.js'));
    }
    mkdirSync(join(directory, 'node_modules/@babel'));
    for (const name of ['core', 'register', 'preset-env']) {
      const target = dirname(require.resolve(`@babel/${name}/package.json`));
      symlinkSync(target, join(directory, 'node_modules/@babel', name), 'dir');
    }
    write('package.json', '{}');
    write('a.js', 'export const f = () => g();');
    write('.babelrc', JSON.stringify({ plugins: [['@coroscope/babel-plugin', { env: true }]] }));
  });

  it('.babelrc can carry the plugin all the time', () => {
    const print = `console.log(require('@babel/core').transformFileSync('a.js').code.includes('register'))`;
    const output = (environment: NodeJS.ProcessEnv) =>
      execFileSync(process.execPath, ['-e', print], {
        cwd: directory,
        env: { ...process.env, ...environment },
        encoding: 'utf8',
      });
    expect(output({ COROSCOPE: '' })).toBe('false\n');
    expect(output({ COROSCOPE: '1' })).toBe('true\n');
  });

  it('@babel/register instruments CommonJS as it loads', () => {
    write(
      'main.js',
      `require('@babel/register')({ cache: false });
       const { profiler } = require('@coroscope/runtime');
       profiler.run(() => require('./work').work()).then(({ result, profile }) => {
         console.log(result, profile.functions.map(({ name }) => name).sort().join());
       });`,
    );
    write(
      'work.js',
      "const { one } = require('./one'); exports.work = async () => one() + (await 1);",
    );
    write('one.js', 'exports.one = () => 1;');
    const output = execFileSync(process.execPath, ['main.js'], {
      cwd: directory,
      env: { ...process.env, COROSCOPE: '1' },
      encoding: 'utf8',
    });
    expect(output).toBe('2 <module>,<module>,one,work\n');
  });

  const node = nodeForBabel8();
  if (node === undefined) {
    it.skip('skipped: Babel 8 needs Node 22.18 or newer; name one in COROSCOPE_TEST_NODES', () => {});
    return;
  }
  it('Babel 8 loads it by its name', () => {
    const core = require.resolve('babel-8-newest/package.json');
    symlinkSync(dirname(core), join(directory, 'node_modules/babel-8'), 'dir');
    write(
      'eight.mjs',
      `import { transformFileSync, transformFileAsync, version } from 'babel-8';
       const sync = transformFileSync('a.js').code;
       console.log(version[0], sync.includes('.register('), (await transformFileAsync('a.js')).code === sync);`,
    );
    const output = execFileSync(node, ['eight.mjs'], {
      cwd: directory,
      env: { ...process.env, COROSCOPE: '1' },
      encoding: 'utf8',
    });
    expect(output).toBe('8 true true\n');
  });
});
