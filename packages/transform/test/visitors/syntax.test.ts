import { transformSync as babel, type PluginItem } from '@babel/core';
import generate from '@babel/generator';
import { parse, type ParserPlugin } from '@babel/parser';
import { probes, profiler } from '@coroscope/runtime';
import { transformSync as esbuild } from 'esbuild';
import { instrument, transform, type TransformOptions } from '../../src/index.js';
import { runScript } from '../support/run.js';

type Compile = (code: string) => string;

/** What a script logs that is compiled to JavaScript, as it is and after it has been instrumented. */
async function bothWays(code: string, compile: Compile, options: TransformOptions = {}) {
  const instrumented = transform(code, { filename: 'test.js', sourceType: 'script', ...options });
  expect(instrumented.metadata!.functions.length).toBeGreaterThan(1);
  const bare = await runScript(compile(code));
  profiler.start();
  try {
    return [await runScript(compile(instrumented.code), { __coroscope__: probes }), bare];
  } finally {
    profiler.stop();
  }
}

const byBabel =
  (...plugins: PluginItem[]): Compile =>
  (code) =>
    babel(code, { plugins, configFile: false, sourceType: 'script' })!.code!;

describe('decorators', () => {
  const CODE = `
    function seen(value, context) { log(typeof value, context.kind, context.name ?? '', value?.name ?? ''); }
    const wrap = (f, { name }) => function (...args) { log('before ' + String(name)); return f.apply(this, args); };
    @seen class A { @seen m() { return [1].map(String); } @wrap static async s() { return await 1; } @seen f = () => [2].map(String);
      @wrap get g() { return this.#p(); } @wrap #p() { return [3].concat(4).length; } @seen accessor a = 5; @((f, c) => seen(f, c)) [(() => 'k')()]() {} }
    log(new A().m(), new A().f(), new A().g, new A().a, A.name); A.s().then(log);
  `;

  it('standard ones see what they would', async () => {
    const compile = byBabel(['@babel/plugin-proposal-decorators', { version: '2023-11' }]);
    const [instrumented, bare] = await bothWays(CODE, compile);
    expect(instrumented).toEqual(bare);
  });

  it('legacy ones see what they would', async () => {
    const code = `
      function seen(target, key, descriptor) { log(typeof target, key, Object.keys(descriptor ?? {}).join()); return descriptor; }
      const wrap = (target, key, d) => ({ ...d, value(...args) { log('before ' + key); return d.value.apply(this, args); } });
      @seen class A { @seen m() { return [1].map(String); } @wrap async s() { return await 1; } @seen get g() { return [3].concat(4).length; } }
      log(new A().m(), new A().g, A.name); new A().s().then(log);
    `;
    const [instrumented, bare] = await bothWays(
      code,
      byBabel(['@babel/plugin-proposal-decorators', { version: 'legacy' }]),
    );
    expect(instrumented).toEqual(bare);
  });

  it('of TypeScript may stand before parameters', async () => {
    const code = `
      function inject(target: any, key: any, index: number) { log(typeof target, String(key), index); }
      function seen(target: any, key: string, descriptor: PropertyDescriptor) { log(key, typeof descriptor.value); }
      class A { constructor(@inject private readonly a: number, @inject public b = [2].map(String)) {} @seen m(@inject x: string) { return [x, this.a].concat(this.b); } }
      log(new A(1).m('x'));
    `;
    const compile: Compile = (text) =>
      esbuild(text, {
        loader: 'ts',
        tsconfigRaw: { compilerOptions: { experimentalDecorators: true } },
      }).code;
    const [instrumented, bare] = await bothWays(code, compile, { filename: 'test.ts' });
    expect(instrumented).toEqual(bare);
  });
});

describe('TypeScript and JSX', () => {
  const compile =
    (loader: 'ts' | 'tsx'): Compile =>
    (text) =>
      esbuild(text, { loader, jsxFactory: 'h', jsxFragment: 'null' }).code;

  it('keep what they mean', async () => {
    const code = `
      const one = (): number => [1].map((x) => x)[0]!;
      enum E { A = one(), B, C = 'c' as any } const enum F { A = 1 } namespace N { export const f = () => one(); export namespace M { export function g() { return f() + 1; } } }
      declare enum Gone { A } declare namespace Gone2 { const x: number; } declare function gone(): void; declare const gone3: number; declare class Gone4 { m(): void }
      function over(a: string): string; function over(a: number): number; function over(a: any) { return [a].concat()[0]; }
      abstract class A<T> { protected constructor(private readonly a: T, public b?: number, protected c = one()) {} abstract m(): T; n?(): void; declare d: number;
        static s?: number; o(this: A<T>, x?: T): x is T { return one() === this.c; } over(a: 1): 1; over(a: 2): 2; over(a: number) { return [a].concat()[0]; } [key: string]: unknown }
      class B extends A<string> implements Iface { constructor() { super('a', 2); } override m() { return [this.b].concat().join(); } e!: number; readonly f = () => one() }
      interface Iface { m(): string } type T = { f(): void }; let g = (<T,>(x: T) => [x].concat()[0] satisfies T)!(5) as unknown as number; const h = <number>one();
      function asserts(x: unknown): asserts x is string { if ([x].concat()[0] !== 's') throw 1; } asserts('s');
      async function typed<T = string>(x: T, ...rest: Array<T>): Promise<T> { for await (const y of rest as T[]) log(y); return await (x as Promise<T>)!; }
      const b = new B(); log(E.A, E.B, E.C, F.A, N.f(), N.M.g(), over(1), b.m(), b.o(), b.over(2), b.f(), 'd' in b, 'e' in b, g, h, Object.keys(b).join());
      typed(1, 2, 3).then(log); abstract class Z { abstract get x(): number; static { one(); } } log(typeof Z);
      label: { if (one()) break label; type Local = 1; interface Local2 {} } log(((x: any) => x?.y!.z)({ y: { z: 1 } }));
    `;
    const [instrumented, bare] = await bothWays(code, compile('ts'), {
      filename: 'test.ts',
      // A namespace may export, which the parser refuses to a script.
      sourceType: 'unambiguous',
      runtime: 'global',
    });
    expect(instrumented).toEqual(bare);
  });

  it('JSX has its functions called as they would be', async () => {
    const code = `
      const h = (type: any, props: any, ...children: any[]): any => typeof type === 'function' ? type({ ...props, children }) : { type, props, children };
      function List<T>({ items, render, children }: { items: T[]; render(item: T): any; children?: any }) { return <ul>{items.map((item) => render(item))}{...children}</ul>; }
      const App = () => <><List items={[1, 2]} render={(x) => <li key={x} onClick={() => App()}>{x}</li>}>{'text'} &amp; {/* none */}</List><a {...{ b: (() => 1)() }} c-d="e" /></>;
      log(JSON.stringify(<App />));
    `;
    const [instrumented, bare] = await bothWays(code, compile('tsx'), { filename: 'test.tsx' });
    expect(instrumented).toEqual(bare);
  });
});

describe('syntax that few engines know', () => {
  it('imports as it did', () => {
    const code = `#!/usr/bin/env node
      import defer * as lazy from './a.js'; import source wasm from './b.wasm'; import data from './c.json' with { type: 'json' };
      export * as ns from './d.js'; export { default as 'a b' } from './e.js';
      export const f = () => [lazy.x, wasm, data, import.meta.url, import.defer('./f.js'), import('./g.json', { with: { type: 'json' } })].map(String);`;
    const { code: printed } = transform(code, { filename: 'a.mjs', sourceType: 'module' });
    expect(printed).toMatch(/^#!\/usr\/bin\/env node\n/);
    for (const text of [
      "import defer * as lazy from './a.js'",
      "import source wasm from './b.wasm'",
      "import data from './c.json' with { type: 'json' }",
      "export * as ns from './d.js'",
      "export { default as 'a b' } from './e.js'",
      "import.defer('./f.js')",
      "import('./g.json', { with: { type: 'json' } })",
    ]) {
      expect(printed).toContain(text);
    }
  });

  it.each<[ParserPlugin, string, string[]]>([
    ['doExpressions', 'const a = () => do { if (g()) { 1; } else { 2; } };', ['a']],
    [
      'asyncDoExpressions',
      'const a = async () => { const p = async do { await g(); }; return await p; };',
      ['a'],
    ],
    ['moduleBlocks', 'const a = () => g(module { export const b = () => g(); await 1; });', ['a']],
    ['throwExpressions', 'const a = (x) => x ?? throw g();', ['a']],
    ['functionBind', 'const a = (x) => ::x.y; const b = (x) => x::g(1);', ['a', 'b']],
    ['v8intrinsic', 'const a = (x) => %DebugPrint(x);', ['a']],
    ['exportDefaultFrom', "export a from './a.js'; export const b = () => g();", ['b']],
    ['destructuringPrivate', 'class A { #x; static m({ #x: x }) { return g(x); } }', ['A.m']],
    ['decoratorAutoAccessors', 'class A { accessor a = () => g(); }', ['A.a']],
  ])('is left as it is on a tree of the host’s: %s', (plugin, code, names) => {
    const plugins: ParserPlugin[] = ['asyncDoExpressions', 'doExpressions'];
    const known = plugins.includes(plugin) ? plugins : [plugin];
    const ast = parse(code, { sourceType: 'module', plugins: known });
    const file = instrument(ast, { modules: false, code });
    expect(file!.functions.map(({ name }) => name)).toEqual(names);
    const printed = generate(ast).code;
    expect(() => parse(printed, { sourceType: 'module', plugins: known })).not.toThrow();
    // Only what the function itself awaits.
    expect(file!.sites.length).toBe(code.includes('return await p') ? 1 : 0);
  });
});
