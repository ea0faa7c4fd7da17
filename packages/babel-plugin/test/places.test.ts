import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { functionTable, type Profile } from '../../profile/src/index.js';
import { bundle } from './support/bundle.js';
import { nodeForBabel8 } from './support/nodes.js';

/**
 * The application of examples/babel, compiled by every tool that has Babel do it, as their
 * documentation says.
 */
const example = join(__dirname, '../../../examples/babel');
const newerNode = nodeForBabel8();

const BABELS: { version: number; node: string | undefined; tools: NodeJS.Require }[] = [
  { version: 7, node: process.execPath, tools: createRequire(__filename) },
  { version: 8, node: newerNode, tools: createRequire(join(example, 'package.json')) },
];

const directories: string[] = [];
afterAll(() => {
  for (const directory of directories) rmSync(directory, { recursive: true });
});

/** The application in a directory of its own, with our packages as they stand. */
function application(): string {
  const directory = mkdtempSync(join(tmpdir(), 'coroscope-places-'));
  directories.push(directory);
  for (const name of ['src', 'babel.config.json', 'package.json']) {
    cpSync(join(example, name), join(directory, name), { recursive: true });
  }
  for (const name of ['runtime', 'babel-plugin']) {
    const home = join(directory, 'node_modules/@coroscope', name);
    mkdirSync(home, { recursive: true });
    writeFileSync(join(home, 'package.json'), '{ "main": "index.cjs" }');
    bundle(name, join(home, 'index.cjs'));
  }
  return directory;
}

function write(directory: string, name: string, text: string): void {
  mkdirSync(dirname(join(directory, name)), { recursive: true });
  writeFileSync(join(directory, name), text);
}

/** What a program says of itself: `3 priceOf src/orders.js:5`, or nothing if it is bare. */
function run(node: string, directory: string, ...args: string[]): string[] {
  rmSync(join(directory, 'coroscope-profile.json'), { force: true });
  execute(node, directory, args, '');
  const text = readFileSync(join(directory, 'coroscope-profile.json'), 'utf8');
  return functionTable(JSON.parse(text) as Profile)
    .filter(({ kind }) => kind === 'async')
    .map(({ calls, name, file, line }) => {
      const path = file.replaceAll('\\', '/').replace(/^.*\/(?=src\/)/, '');
      return `${calls} ${name} ${path}:${line}`;
    })
    .sort();
}

function execute(node: string, cwd: string, args: string[], COROSCOPE: string): string {
  return execFileSync(node, args, {
    cwd,
    env: { ...process.env, COROSCOPE },
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

const FIGURES = [
  '1 order src/orders.js:16',
  '3 priceOf src/orders.js:5',
  '3 stockOf src/orders.js:10',
];

const modulePath = (tools: NodeJS.Require, name: string) => JSON.stringify(tools.resolve(name));

describe.each(BABELS)('Babel $version', ({ node, tools }) => {
  // Skipped where no Node runs Babel 8; continuous checks bring one.
  const test = node === undefined ? it.skip : it;

  test('@babel/cli', () => {
    const directory = application();
    const cli = join(dirname(tools.resolve('@babel/cli/package.json')), 'bin/babel.js');
    const build = (variable: string) =>
      execute(node!, directory, [cli, 'src', '--out-dir', 'dist', '--source-maps'], variable);
    build('1');
    expect(run(node!, directory, 'dist/main.js')).toEqual(FIGURES);
    build('');
    expect(run(node!, directory, 'dist/main.js')).toEqual([]);
  });

  test('env and overrides', () => {
    const directory = application();
    write(
      directory,
      'babel.config.json',
      JSON.stringify({
        env: { profiling: { plugins: ['@coroscope/babel-plugin'] } },
        overrides: [
          {
            test: './src/orders.js',
            plugins: [['@coroscope/babel-plugin', { kinds: ['async'], exclude: 'src/main.js' }]],
          },
        ],
      }),
    );
    const cli = join(dirname(tools.resolve('@babel/cli/package.json')), 'bin/babel.js');
    const args = [cli, 'src', '--out-dir', 'dist', '--env-name'];
    execute(node!, directory, [...args, 'profiling'], '');
    expect(readFileSync(join(directory, 'dist/main.js'), 'utf8')).toContain('@coroscope/runtime');
    expect(run(node!, directory, 'dist/main.js')).toEqual(FIGURES);
    execute(node!, directory, [...args, 'production'], '');
    expect(readFileSync(join(directory, 'dist/main.js'), 'utf8')).not.toContain('.register(');
    expect(run(node!, directory, 'dist/main.js')).toEqual(FIGURES);
  });

  test('@babel/register', () => {
    const directory = application();
    write(
      directory,
      'main.cjs',
      // Of Babel 8 it is an ES module.
      `const register = require(${modulePath(tools, '@babel/register')});
       (register.default ?? register)({ extensions: ['.cjs'], cache: false });
       require('./src/start.cjs');`,
    );
    write(
      directory,
      'src/start.cjs',
      `const { profiler } = require('@coroscope/runtime');
       const { order } = require('./orders.cjs');
       profiler.run(order).then(({ profile }) => {
         require('fs').writeFileSync('coroscope-profile.json', JSON.stringify(profile));
       });`,
    );
    write(directory, 'src/orders.cjs', `exports.order = async function order() { await 1; };`);
    execute(node!, directory, ['main.cjs'], '1');
    const profile = readFileSync(join(directory, 'coroscope-profile.json'), 'utf8');
    const rows = functionTable(JSON.parse(profile) as Profile);
    expect(rows.find(({ name }) => name === 'order')).toMatchObject({ calls: 1, suspensions: 1 });
  });

  test('babel-loader', () => {
    const directory = application();
    const webpack = modulePath(createRequire(__filename), 'webpack');
    write(
      directory,
      'build.cjs',
      `require(${webpack})({
         mode: 'development',
         devtool: 'source-map',
         target: 'node',
         entry: './src/main.js',
         output: { filename: 'bundle.cjs' },
         experiments: { topLevelAwait: true },
         module: { rules: [{ test: /\\.js$/, include: /src/, use: ${modulePath(tools, 'babel-loader')} }] },
       }, (error, stats) => {
         if (error || stats.hasErrors()) throw error ?? new Error(stats.toString());
       });`,
    );
    execute(node!, directory, ['build.cjs'], '1');
    expect(run(node!, directory, 'dist/bundle.cjs')).toEqual(FIGURES);
  });
});

it('@rollup/plugin-babel, which is for Babel 7', () => {
  const directory = application();
  const tools = createRequire(__filename);
  write(
    directory,
    'build.cjs',
    `const { rollup } = require(${modulePath(tools, 'rollup')});
     const { babel } = require(${modulePath(tools, '@rollup/plugin-babel')});
     rollup({
       input: 'src/main.js',
       external: /^(node:|@coroscope)/,
       plugins: [babel({ babelHelpers: 'bundled' })],
     }).then((build) => build.write({ file: 'dist/bundle.mjs', sourcemap: true }));`,
  );
  execute(process.execPath, directory, ['build.cjs'], '1');
  expect(run(process.execPath, directory, 'dist/bundle.mjs')).toEqual(FIGURES);
});
