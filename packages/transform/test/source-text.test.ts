import vm from 'node:vm';
import { transformSync as babel } from '@babel/core';
import { probes, profiler } from '@coroscope/runtime';
import { transformSync as esbuild } from 'esbuild';
import ts from 'typescript';
import { instrument, transform, type TransformOptions } from '../src/index.js';
import { lowerUsing, runScript } from './support/run.js';

const OPTIONS = { filename: 'test.js', sourceType: 'script', sourceText: true } as const;

/** What a script logs when it is instrumented, and compiled further. */
function run(code: string, options: TransformOptions = {}, compile = (text: string) => text) {
  const { code: instrumented } = transform(code, { ...OPTIONS, ...options });
  return runScript(lowerUsing(compile(instrumented)), { __coroscope__: probes });
}

/** Scripts that log the texts of their functions. */
const TEXTS: Record<string, string> = {
  declarations: `
    function f ( a,b ){ return g( a ) }
    async  function h() { await g() } function* i(){yield 1} async function * j() {}
    function g() {}
    log(f + '', String(g), \`\${h}\`, i.toString(), Function.prototype.toString.call(j));`,
  'arrow functions': `
    const f = (a,b) => g( a ), h = a=>a, i = async  a => { await a }, j = () => ({ "a" : 1 }), g = () => {};
    const k = (a) =>
      // why
      g(a, () =>
        2);
    const l = ((a) => a), m = a => b => c => a+b ;
    log(...[f, h, i, j, g, k, l, m, m(1), m(1)(2)].map(String));`,
  'methods and accessors': `
    const o = { a ( ) { return g() }, get  b() { return 1 }, set b( x ) {}, async*c(){}, 'd e'() {}, ["f"+1]() {},
      async [(() => 'h')()](){}, i : function(){ }, j:()=>1, *[Symbol.iterator]() {} };
    const d = Object.getOwnPropertyDescriptors(o);
    log(...Reflect.ownKeys(d).flatMap((k) => [d[k].value, d[k].get, d[k].set]).map(String));
    function g() {}`,
  classes: `
    class A { constructor( ){ g() } m(){return this.#p()} #p () { return String(this.#p) } static  s() {} static /* c */ get // d
      t() { return 1 } static static() {} static async*u() { yield super.toString } static { log(String(this)) } f = () => 1; static h = class{ } }
    class B extends A { } const C = class extends class{ m(){} }{ n( ) { } };
    class D { [(() => 'k')()]() { g() } }
    const d = Object.getOwnPropertyDescriptors(A);
    log(String(A), A.prototype.m + '', new A().m(), ...['s', 'static', 'u', 'h'].map((k) => String(d[k].value)), String(d.t.get));
    log(String(B), String(C), String(C.prototype.n), String(new A().f), String(D), String(D.prototype.k));
    function g() {}`,
  'parameters with functions in them': `
    function f(a = function(){ return 1 }, { b = () => 2 } = {}) { return [a, b] }
    const g = (a = (x) => x) => a;
    log(String(f), ...f().map(String), String(g), String(g()));`,
  directives: `
    function f() { 'use strict' ; return g() } function g() { "use strict"; "other" } log(String(f), String(g));`,
  'functions that become variables': `
    function f(a) { function a( ) { return 1 } function b() { } return [a, b] } log(...f().map(String));`,
  'functions in with': `with ({}) { log(String(() => 1), String(function( ) { return { } })) }`,
  'text that looks like a mark': `
    const f = () => "/*!coroscope:abc:1:2*/", g = () => /* !coroscope:abc:1:2 */ f( ); log(String(f), String(g));`,
  'line ends, tabs and characters outside of ASCII':
    'const f = (ä)=>\t"😀\u2028"  +\r\n  `\r\n`;\r\nlog(String(f));',
  'what is rewritten': `const f = async ( ) => { for await(const {b} of []) { } try { } catch {  } }; log(String(f));`,
  'equal literals': `log(String(() => {}) === String(() => {}), { [() => {}]: 1 }[String(() => {})]);`,
  'copies made of the text': `
    function add(a, b) { return one(a) + b } function one(x) { return x }
    const copy = new Function('one', 'return ' + add)((x) => x * 10);
    log(copy(1, 2), String(copy) === String(add), eval('(' + (() => one(5)) + ')')());`,
};

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

  it('of TypeScript and JSX is the one that runs', async () => {
    const code = `
      const plain = ( a )=>a, typed = (a: number) => plain(a), inner = () => { const x: string = ''; return ( )=>x };
      class A { private n = 1; m( ) {} } const jsx = () => <a/>;
      log(...[plain, typed, inner, inner(), A, A.prototype.m].map(String));`;
    const options = { filename: 'test.tsx', syntax: { typescript: true, jsx: true } };
    const compile = (text: string) =>
      esbuild(text, { loader: 'tsx', target: 'esnext', jsxFactory: 'h' }).code;
    const [plain, typed, inner, innermost, A, m] = await run(code, options, compile);
    expect([plain, innermost, m]).toEqual(['( a )=>a', '( )=>x', 'm( ) {}']);
    for (const text of [typed, inner, A]) expect(String(text)).toContain('__coroscope__');
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
      "The option 'sourceText' needs the option 'code', the text of the tree",
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

describe('functions that are shipped', () => {
  const ship = (fn: unknown) => vm.runInNewContext(`(${String(fn)})(20)`);

  it.each([true, false])('run where there is no profiler (sourceText: %s)', async (sourceText) => {
    profiler.start();
    try {
      const code = `
        log(page.evaluate((x) => { const double = (y) => [y].map((z) => z * 2)[0]; return double(x) + 2; }));
        log(page.evaluate(function (x) { return [x].map((y) => y + 1)[0]; }));
        (async () => log(await page.evaluate(async (x) => { for await (const y of [x]) return y; })))();
        function worklet(x) { 'worklet'; return [x].map((y) => y + 3)[0]; } log(page.send(worklet));`;
      const { code: instrumented } = transform(code, { ...OPTIONS, sourceText });
      const globals = { __coroscope__: probes, page: { evaluate: ship, send: ship } };
      expect((await runScript(instrumented, globals)).slice(0, 4)).toEqual([42, 21, 23, 20]);
    } finally {
      profiler.stop();
    }
  });

  it('by a method that nobody knows run by their original text', async () => {
    const code = 'const add = (x) => [x].map((y) => y + 1)[0]; log(cluster.everywhere(add));';
    const { code: instrumented } = transform(code, OPTIONS);
    // In the program's realm, as a serializer would be.
    const cluster = vm.runInNewContext('({ everywhere: null })');
    const log = await runScript(
      `cluster.everywhere = (fn) => run('(' + fn + ')(20)');${instrumented}`,
      { __coroscope__: probes, cluster, run: (text: string) => vm.runInNewContext(text) },
    );
    expect(log[0]).toBe(21);
  });
});
