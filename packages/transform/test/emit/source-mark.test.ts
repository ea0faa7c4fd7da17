import { transformSync as babel } from '@babel/core';
import { probes } from '@coroscope/runtime';
import { setSourceCompiler } from '../../../runtime/src/engine/source-text.js';
import { transformSync as esbuild } from 'esbuild';
import ts from 'typescript';
import { instrument, transform, type TransformOptions } from '../../src/index.js';
import { TEXTS } from '../support/function-texts.js';
import { lowerUsing, runScript } from '../support/run.js';

const OPTIONS = { filename: 'test.js', sourceType: 'script', sourceText: true } as const;

/** What a script logs when it is instrumented, and compiled further. */
function run(code: string, options: TransformOptions = {}, compile = (text: string) => text) {
  const { code: instrumented } = transform(code, { ...OPTIONS, ...options });
  return runScript(lowerUsing(compile(instrumented)), { __coroscope__: probes });
}

const COMPILERS: Record<string, (text: string) => string> = {
  Babel: (text) => babel(text, { babelrc: false, configFile: false, sourceType: 'script' })!.code!,
  TypeScript: (text) =>
    ts.transpileModule(text, { compilerOptions: { target: ts.ScriptTarget.ESNext } }).outputText,
  esbuild: (text) => esbuild(text, { target: 'esnext' }).code,
};

describe.each(Object.entries(TEXTS))('the text of functions: %s', (_name, code) => {
  const bare = runScript(code);

  it.each(['count', 'skip'] as const)('is the original one (leaves: %s)', async (leaves) => {
    expect(await run(code, { leaves })).toEqual(await bare);
  });

  it.each(['Babel', 'esbuild'])('is so after %s has printed the code anew', async (name) => {
    expect(await run(code, {}, COMPILERS[name])).toEqual(await bare);
  });
});

describe('the text of functions', () => {
  it('is the original one after TypeScript, but for classes', async () => {
    const code = `function f( ){ return g() } const g = ()=>({ a : 1 }); class A { m( ) {} } log(...[f, g, A.prototype.m].map(String));`;
    expect(await run(code, {}, COMPILERS.TypeScript)).toEqual(await runScript(code));
  });

  it('is never that of another function', async () => {
    const code = `class A { m( ) { return 1 } } function f() { return () => g( ) } function g() {} log(...[A, f].map(String));`;
    const withoutOwnMarks = (text: string) =>
      text.replace(/(class A \{|function f\(\) \{)\s*\/\*!coroscope.*?\*\//g, '$1');
    const log = await run(code, {}, withoutOwnMarks);
    expect(log[0]).toMatch(/^class A \{\s*m\(\s*\) \{\s*\/\*!/);
    expect(log[1]).toMatch(/^function f\(\) \{\s*if \(__coroscope__/);
  });

  describe('of TypeScript and JSX', () => {
    const code = `
      const plain = ( a )=>a, typed = (a: number) => plain(a), inner = () => { const x: string = ''; return ( )=>x };
      class A { private n = 1; m( ) {} } const jsx = () => <a/>;
      class B { constructor(private n: number) { plain(n); } }
      log(...[plain, typed, inner, inner(), A, A.prototype.m, B].map(String));`;
    const options = { filename: 'test.tsx', syntax: { typescript: true, jsx: true } };
    const compile = (text: string) =>
      esbuild(text, { loader: 'tsx', target: 'esnext', jsxFactory: 'h' }).code;

    afterEach(() => setSourceCompiler(() => undefined));

    it('is the one that runs', async () => {
      const [plain, typed, inner, innermost, A, m, B] = await run(code, options, compile);
      expect([plain, innermost, m]).toEqual(['( a )=>a', '( )=>x', 'm( ) {}']);
      for (const text of [typed, inner, A, B]) expect(String(text)).toContain('__coroscope__');
    });

    it('is what the host compiles it to, once', async () => {
      const asked: string[] = [];
      setSourceCompiler((text) => {
        asked.push(text);
        return text.startsWith('class A') ? undefined : `compiled ${asked.length}`;
      });
      const twice = `${code} log(String(typed), String(B));`;
      const [, typed, , , A, , B, typedAgain, bAgain] = await run(twice, options, compile);
      expect(asked).toEqual([
        '(a: number) => plain(a)',
        "() => { const x: string = ''; return ( )=>x }",
        'class A { private n = 1; m( ) {} }',
        'class B { constructor(private n: number) { plain(n); } }',
      ]);
      expect([typed, typedAgain, B, bAgain]).toEqual([
        'compiled 1',
        'compiled 1',
        'compiled 4',
        'compiled 4',
      ]);
      expect(A).toContain('__coroscope__');
    });
  });

  it('is that of the class where a class has been lowered', async () => {
    const classes = { targets: { node: '20' }, include: ['@babel/plugin-transform-classes'] };
    const lower = (text: string) =>
      babel(text, { presets: [['@babel/preset-env', classes]], configFile: false })!.code!;
    const code = 'class A { constructor( ) { g() } m( ) {} } function g() {} log(String(A));';
    expect((await run(code, {}, lower))[0]).toBe('class A { constructor( ) { g() } m( ) {} }');
  });

  it('is the one that the engine knows unless asked for', async () => {
    const code =
      'log(String(() => 1), Object.getOwnPropertyDescriptor(Function.prototype, "toString").value);';
    const [text] = await run(code, { sourceText: false });
    expect(text).toContain('__coroscope__');
    expect(transform(code, { ...OPTIONS, sourceText: false }).code).not.toContain('source(');
  });

  it('is registered before anything of a module runs', () => {
    const { code } = transform("import './a.js';\nexport const f = () => g();", {
      filename: 'test.js',
      sourceText: true,
    });
    const lines = code.split('\n');
    expect(lines[0]).toMatch(/^import \{ probes as \$c \}/);
    expect(code.indexOf('$c.source(')).toBeLessThan(code.indexOf('var $f'));
  });

  it('needs the text of the file', () => {
    expect(() => instrument({} as never, { sourceText: true })).toThrow(
      "@coroscope/transform: option 'sourceText' needs the option 'code', the text of the tree",
    );
  });
});

describe('Function.prototype.toString', () => {
  it('can’t be told from the original', async () => {
    const code = `
      const { toString } = Function.prototype;
      const { value, ...attributes } = Object.getOwnPropertyDescriptor(Function.prototype, 'toString');
      log(attributes, typeof toString, toString.name, toString.length, Reflect.ownKeys(toString).join(), 'prototype' in toString);
      log(toString.toString(), String(toString), toString.call(toString), String(Function.prototype.toString.bind(1)));
      log(toString.call(Function.prototype), String(Array.prototype.map), String(new Proxy(() => {}, {})), String((() => {}).bind()));
      log(Object.getPrototypeOf(toString) === Function.prototype, toString === (() => {}).toString, value === toString);
      for (const wrong of [{}, null, 'text', Object.create(() => {})])
        try { toString.call(wrong); } catch (error) { log(error instanceof TypeError, error.message); }
      try { new toString(); } catch (error) { log(error.name); }
      try { class A extends toString {} } catch (error) { log(error.name); }
      log(Reflect.apply(toString, () => { }, []), toString.apply(() => { }, { length: 0 }), [() => { }] + '');
      toString.own = 1; log(Object.keys(toString).join(), delete toString.own);
      Function.prototype.toString = () => 'mine'; log((() => {}) + '', delete Function.prototype.toString, (() => {}) + '');`;
    expect(await run(code)).toEqual(await runScript(code));
  });

  it('is left to a program that has changed it, or made it unchangeable', async () => {
    const frozen = 'Object.freeze(Function.prototype);';
    const mine = "Function.prototype.toString = function () { return 'mine'; };";
    const code = 'log(String(() => { }), Object.isFrozen(Function.prototype));';
    const { code: instrumented } = transform(code, OPTIONS);
    const globals = { __coroscope__: probes };
    expect((await runScript(frozen + instrumented, globals))[0]).toContain('__coroscope__');
    expect((await runScript(mine + instrumented, globals))[0]).toBe('mine');
  });

  it('calls nothing that a program has put in the place of built-ins', async () => {
    const code = `
      const { toString } = Function.prototype; const { apply } = Reflect;
      for (const prototype of [String.prototype, Map.prototype, Array.prototype, WeakSet.prototype, Function.prototype, RegExp.prototype])
        for (const key of Reflect.ownKeys(prototype)) if (typeof Object.getOwnPropertyDescriptor(prototype, key).value === 'function')
          Object.defineProperty(prototype, key, { value() { throw new Error(String(key)); } });
      Object.prototype.get = Object.prototype.value = Object.prototype.apply = () => { throw new Error(); };
      log(apply(toString, () => { }, []));`;
    expect(await run(code)).toEqual(await runScript(code));
  });
});
