import { compile, metadataIn } from './support/swc.js';

const CODE = 'f(() => g());';

const isInstrumented = (options: Record<string, unknown>, filename = '/project/src/shop.js') =>
  metadataIn(compile(CODE, { filename, options })) !== null;

describe('which files are instrumented', () => {
  it.each<[string, Record<string, unknown>, string, boolean]>([
    ['all by default', {}, '/project/src/shop.js', true],
    ['but those of dependencies', {}, '/project/node_modules/a/index.js', false],
    [
      'dependencies too where included',
      { include: 'node_modules/a' },
      '/project/node_modules/a/i.js',
      true,
    ],
    ['by include', { include: ['lib/**', 'src'] }, '/project/src/shop.js', true],
    ['not outside of include', { include: 'lib' }, '/project/src/shop.js', false],
    ['not by exclude', { include: 'src', exclude: 'shop.js' }, '/project/src/shop.js', false],
    ['by extension', { extension: '.ts' }, '/project/src/shop.js', false],
    ['relative to cwd', { include: 'shop.js', cwd: '/project/src' }, '/project/src/shop.js', true],
  ])('%s', (_name, options, filename, expected) => {
    expect(isInstrumented(options, filename)).toBe(expected);
  });
});

describe('options', () => {
  it.each([
    [
      { includes: 'src' },
      /unknown option 'includes'; known are include, exclude, extension, cwd, runtime, runtimeModule, leaves, kinds, modules, sourceText\n/,
    ],
    [{ runtime: 'imports' }, /unknown runtime 'imports'; known are import, require, global\n/],
    [{ leaves: true }, /option 'leaves' must be a string, not true\n/],
    [{ kinds: ['asynk'] }, /unknown kind of function 'asynk'; known are module, function/],
    [{ env: true }, /option 'env' needs JavaScript.*'@coroscope\/swc-plugin'/],
    [{ sourceText: 'yes' }, /option 'sourceText' must be a boolean, not "yes"\n/],
  ])('%j is an error that says what is possible', (options, message) => {
    expect(() => compile(CODE, { options })).toThrow(message);
  });

  it('are those of the transform', () => {
    const module = 'export const f = (x) => x;';
    expect(compile(module, { options: { runtimeModule: 'other' } })).toContain('from "other"');
    expect(compile(module, { options: { runtime: 'global' } })).toContain('__coroscope__.register');
    expect(compile(module, { options: { leaves: 'time' } })).toContain('$c.enter($b(1))');
    expect(compile(module, { options: { leaves: 'count' } })).toContain('$c.count($b(1))');
    expect(compile(CODE, { options: { kinds: ['async'] } })).not.toContain('register');
    expect(compile(CODE, { options: { modules: false } })).not.toContain('enterModule');
  });

  it('a leaf that is skipped takes no number', () => {
    const code = compile('export const a = (x) => x, b = () => f(), c = async () => g();', {
      options: { leaves: 'skip' },
    });
    expect(code).toContain('$c.enter($b(1))');
    expect(code).toContain('$c.open($b(2))');
    expect(code).toContain('.register(1, "/project/src/shop.js", 3, 1,');
  });
});

describe('how the runtime is reached', () => {
  const required = 'var $c = require("@coroscope/runtime").probes;';

  it.each([
    ['a module imports it', 'export const a = f();', 'a.js', 'import { probes as $c }'],
    ['CommonJS is known by what it uses', 'exports.a = f();', 'a.js', required],
    ['and by its extension', 'f();', 'a.cjs', required],
    ['a script has the global', 'f();', 'a.js', '__coroscope__.enterModule'],
  ])('%s', (_name, code, filename, expected) => {
    expect(compile(code, { filename })).toContain(expected);
  });

  it('directives stay first', () => {
    const code = compile("'use client';\nimport a from 'a';\nexport const b = a();");
    expect(code).toMatch(/^'use client';\s*import \{ probes as \$c \} from/);
  });

  it('a module that SWC makes CommonJS of requires it', () => {
    const code = compile('export const a = f();', { module: { type: 'commonjs' } });
    expect(code).toContain('require("@coroscope/runtime")');
    expect(code).not.toContain('import {');
  });
});

describe('what is left as it was', () => {
  it.each([
    ['a file that says so', '/* coroscope ignore file */ f(() => g());'],
    ['a file that has been instrumented', 'function b() { $c.register(1, "a.js", 0, 0, ""); }'],
  ])('%s', (_name, code) => {
    expect(compile(code)).toBe(compile(code, { options: null }));
  });
});
