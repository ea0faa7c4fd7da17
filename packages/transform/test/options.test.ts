import { transformSync as babel } from '@babel/core';
import { parse } from '@babel/parser';
import { transformSync as esbuild } from 'esbuild';
import { instrument, transform, TransformError, type TransformOptions } from '../src/index.js';

const names = (code: string, options: TransformOptions = {}) =>
  transform(code, { filename: 'test.js', ...options }).metadata?.functions.map(({ name }) => name);

describe('options', () => {
  it('lists the known ones when one does not exist', () => {
    expect(() => transform('', { runTime: 'import' } as never)).toThrow(
      /^@coroscope\/transform: unknown option 'runTime' \(did you mean 'runtime'\?\); known are filename, .*runtimeModule/,
    );
    expect(() => instrument(parse(''), { sourceMap: true } as never)).toThrow(
      /^@coroscope\/transform: unknown option 'sourceMap'.*; known are filename/,
    );
  });

  it.each([
    [{ runtime: 'esm' }, "option 'runtime' must be 'import', 'require' or 'global', not \"esm\""],
    [{ leaves: 'none' }, "option 'leaves' must be 'count', 'time' or 'skip', not \"none\""],
    [
      { kinds: ['arrow'] },
      /option 'kinds' must be an array of 'module', 'function', .*, not \["arrow"\]$/,
    ],
    [
      { sourceType: 'esm' },
      /option 'sourceType' must be 'module', 'commonjs', 'script' or 'unambiguous', not "esm"$/,
    ],
    [{ sourceMap: 'inline' }, "option 'sourceMap' must be a boolean or 'own', not \"inline\""],
  ])('refuses %j', (options, message) => {
    expect(() => transform('', options as never)).toThrow(message);
  });

  it('instruments the kinds of function that are asked for', () => {
    const code = 'function a() { b(); async function b() { function* c() {} } }';
    expect(names(code)).toEqual(['<module>', 'a', 'a.b', 'a.b.c']);
    expect(names(code, { kinds: ['async', 'generator'] })).toEqual(['a.b', 'a.b.c']);
    expect(names(code, { modules: false })).toEqual(['a', 'a.b', 'a.b.c']);
  });

  it('counts, times or leaves out leaves', () => {
    const code = 'const leaf = (a) => a + 1; const busy = (a) => leaf(a);';
    const options = { filename: 'test.js', modules: false } as const;
    const counted = transform(code, options).metadata!.functions;
    expect(counted.map(({ counted }) => counted)).toEqual([true, false]);
    const timed = transform(code, { ...options, leaves: 'time' }).metadata!.functions;
    expect(timed.map(({ counted }) => counted)).toEqual([false, false]);
    expect(names(code, { ...options, leaves: 'skip' })).toEqual(['busy']);
  });

  it.each([
    ['a call', 'g()'],
    ['an optional call', 'g?.()'],
    ['new', 'new G()'],
    ['a tagged template', 'g`x`'],
    ['a spread', '({ ...g })'],
    ['an array pattern', '{ const [x] = g; }'],
    ['a loop', 'for (const x in g) ;'],
    ['a class', 'class A { static x = g() }'],
    ['an import', 'import("g")'],
    ['using', '{ using x = g; }'],
    ['JSX', '<A />'],
  ])('does not take a function with %s for a leaf', (_name, code) => {
    const { metadata } = transform(`function f() { ${code} }`, { modules: false });
    expect(metadata!.functions[0]!.counted).toBe(false);
  });

  it.each([
    'g.x',
    'g + 1',
    '() => g()',
    'g = { h() { i(); } }',
    'if (g) throw g; else g;',
    '({ x } = g)',
  ])('takes a function with `%s` for a leaf', (code) => {
    const { metadata } = transform(`function f() { ${code} }`, { modules: false });
    expect(metadata!.functions[0]!.counted).toBe(true);
  });

  it('leaves a file without functions as it is', () => {
    const code = 'a ( );';
    expect(transform(code, { modules: false })).toEqual({ code, map: null, metadata: null });
  });
});

describe('a file that can’t be instrumented', () => {
  const failure = (code: string, options?: TransformOptions) => {
    try {
      transform(code, { filename: 'src/bad.js', ...options });
    } catch (error) {
      return error as TransformError;
    }
    throw new Error('It could');
  };

  it('is told in one line, with place and mend', () => {
    const error = failure('let a;\nlet a;');
    expect(error).toBeInstanceOf(TransformError);
    expect(error.message).toBe(
      "src/bad.js:2:5: Identifier 'a' has already been declared. Fix the syntax, or leave the file out.",
    );
    expect(error).toMatchObject({ filename: 'src/bad.js', line: 2, column: 5 });
  });

  it('is one that is nested too deeply', () => {
    expect(failure('['.repeat(1e5) + ']'.repeat(1e5)).message).toBe(
      'src/bad.js: The code is nested too deeply to be walked. Leave the file out.',
    );
  });
});

describe('syntax', () => {
  it.each([
    [
      'a.ts',
      'const f = <T>(x: T): T => <T>x; function g(this: A, x?: number): void; enum E { A = f() }',
    ],
    [
      'a.mts',
      'abstract class A<T> { abstract m(): void; constructor(private readonly x: T) {} declare y: T }',
    ],
    [
      'a.cts',
      'import fs = require("fs"); export = function () { return fs satisfies unknown as never; }',
    ],
    [
      'a.ts',
      'class A { constructor(@Inject() private x: X) {} @Input() y!: string; @On("z") z() {} }',
    ],
    [
      'a.ts',
      'declare global { interface Window { f(): void } } declare function g(): void; export {}',
    ],
    ['a.tsx', 'const A = <T,>(p: P<T>) => <B<T> onClick={() => p}>{...p}</B>;'],
    ['a.jsx', 'const A = (p) => <><B {...p} /></>;'],
    ['a.js', 'const A = (p) => <B {...p} />;'],
    ['a.js', '// @flow\nfunction f(x: ?number): %checks { return !!x; } type A = {| a: 1 |};'],
    ['a.js', '@dec class A { @dec() accessor x = 1; @(d.e) static #y = f(() => 1); }'],
    [
      'a.js',
      'import a from "./a.json" with { type: "json" }; import defer * as b from "b"; import source c from "c";',
    ],
    ['a.mjs', 'export { a as "b c" } from "a"; export * as d from "d"; import.meta.url; await 1;'],
    ['a.js', '#!/usr/bin/env node\nreturn /[\\p{L}--[a-z]]/v;'],
    [
      'a.js',
      'if (a ?? b?.[c]?.(d)) x ||= 1n ** 2n; class A { static { this.#x = #x in this; } #x; }',
    ],
  ])('of %s: %s', (filename, code) => {
    const { code: emitted } = transform(code, { filename });
    // Emitted code is of the same language: it can be read again.
    expect(() => transform(emitted, { filename })).not.toThrow();
    const syntax = { typescript: filename.includes('ts'), jsx: true };
    if (!filename.endsWith('ts')) {
      expect(transform(code, { filename: 'unknown', syntax }).code).toContain(
        'register(1, "unknown"',
      );
    }
  });
});

describe('a file that has been instrumented', () => {
  const CODE = 'export async function f() { await g(); }';
  const { code } = transform(CODE, { filename: 'a.js' });
  const script = transform('function f() { return g(); }', { filename: 'a.js' }).code;

  it.each([
    ['as it is', code],
    ['a script', script],
    ['as CommonJS', esbuild(code, { format: 'cjs' }).code],
    ['minified', esbuild(code, { minify: true, format: 'esm' }).code],
    ['lowered', esbuild(code, { target: 'es2016' }).code],
    [
      'by Babel, to CommonJS',
      babel(code, { presets: [['@babel/preset-env', { modules: 'commonjs' }]], configFile: false })!
        .code!,
    ],
    ['in a bundle', `var modules = { a(module, exports, require) {\n${script}\n} }; modules.a();`],
  ])('is left alone: %s', (_how, instrumented) => {
    expect(transform(instrumented, { filename: 'a.js' })).toMatchObject({
      code: instrumented,
      metadata: null,
    });
  });

  it('is left alone on the same tree', () => {
    const ast = parse(CODE, { sourceType: 'module' });
    expect(instrument(ast)).not.toBeNull();
    expect(instrument(ast)).toBeNull();
  });

  it('is not what registers something else', () => {
    const code = 'function f(x) { return app.register(1, x, 2, 3, x); }';
    expect(transform(code).metadata).not.toBeNull();
  });
});
