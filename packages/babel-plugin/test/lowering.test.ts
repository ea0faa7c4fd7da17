import { transformSync, type PluginItem, type TransformOptions } from '@babel/core';
import { probes } from '@coroscope/runtime';
import { instrumented, compile, run } from './support/run.js';

const preset = (name: string, options: object = {}): PluginItem => [
  require.resolve(`@babel/${name}`),
  options,
];
const env = (options: object) => preset('preset-env', { modules: 'commonjs', ...options });
const NODE = env({ targets: { node: '20' } });
const ES5 = env({ targets: { ie: '11' } });

/** Each logs what it does. What is to be called how often comes with it. */
const PROGRAMS: Record<string, { code: string; calls: Record<string, number> }> = {
  'await in all its places': {
    code: `
      async function step(ms, value) { advance(1); return await wait(ms, value); }
      export async function main() {
        let total = 0;
        for (const ms of [1, 2]) total += await step(ms, ms);
        for (let i = await step(1, 0); i < (await step(1, 2)); i++) { const j = i; log(await (async () => j)()); }
        const { a = await step(3, 'default'), ...rest } = await step(1, { b: 1 });
        const [x, [y = await step(1, 'y')] = []] = [await step(1, 'x')];
        label: for (const k in { p: 1, q: 2 }) { await null; if (k === 'p') continue label; log(k); }
        switch (await step(1, 's')) { case await step(1, 's'): log('case'); break; default: log('no'); }
        log(total, a, rest.b, x, y, \`\${await step(1, 't')}\`, (await step(1, null))?.z ?? 'none');
        try { await Promise.reject(new Error('no')); } catch ({ message }) { log(message); }
        finally { log(await step(1, 'finally')); }
        return (await step(1, 1)) ** 2;
      }
      main().then(log);
    `,
    // step: 2 in for…of, 1 + 3 in for, 2 + 2 in patterns, 2 in switch, 2 in log, 1 in finally, 1 at last.
    calls: { main: 1, step: 16 },
  },
  'generators, and who consumes them': {
    code: `
      export function* numbers(n) { try { for (let i = 0; i < n; i++) { advance(1); yield i; } } finally { log('closed'); } }
      function* both() { const r = yield* numbers(2); log(r); yield* [7]; return 8; }
      const [first, ...others] = both();
      log(first, others.join(), [...numbers(3)].length, Math.max(...both()));
      for (const n of numbers(9)) { if (n === 1) break; log(n); }
      const dialogue = (function* ask() { log(yield 1); try { yield 2; } catch (e) { log(e); yield 3; } })();
      log(dialogue.next().value, dialogue.next('a').value, dialogue.throw('b').value, dialogue.return(4).value);
    `,
    calls: { numbers: 4, both: 2, ask: 1 },
  },
  'async generators and for await': {
    code: `
      async function* ticks(n) { for (let i = 0; i < n; i++) yield wait(1, i); }
      async function* relay() { yield* ticks(2); yield* [wait(1, 'p')]; }
      (async function main() {
        for await (const t of relay()) log(t);
        for await (const { v = 'd' } of [{ v: 1 }, Promise.resolve({})]) log(v);
        outer: for await (const t of ticks(5)) { for (const u of [1, 2]) { if (t === 1) break outer; if (u === 2) continue outer; log(t, u); } }
        log('end');
      })();
    `,
    calls: { ticks: 2, relay: 1, main: 1 },
  },
  'classes with everything': {
    code: `
      class Base { constructor(x) { this.x = x; } get twice() { return this.x * 2; } async load() { return await wait(1, this.x); } }
      class Shop extends Base {
        static #count = 0; static total() { return Shop.#count; } static { Shop.#count += one(); }
        #items = [1]; field = () => this.#items.length; ['computed' + 1] = () => super.twice;
        constructor() { log(new.target.name); super(21); Shop.#count++; }
        #secret(a = one()) { return a + this.#items[0]; } open() { return this.#secret(); }
        get #priv() { return one(); } read() { return this.#priv; }
        async load() { const f = async () => await super.load(); return (await f()) + arguments.length; }
        *[Symbol.iterator]() { yield* this.#items; }
      }
      function one() { return id(1); } function id(x) { return x; }
      const shop = new Shop();
      log(shop.field(), shop.computed1(), shop.open(), shop.read(), Shop.total(), [...shop].join());
      shop.load(1).then(log);
    `,
    calls: { one: 3, 'Shop.load': 1, 'Shop.load.f': 1, 'Base.load': 1, 'Shop.open': 1 },
  },
  'functions that move into the block of the body': {
    code: `
      function outer(a, b = () => typeof a) {
        log(typeof inner, b()); function a() { return id(1); } var inner; { function inner() {} }
        const later = () => hoisted(); log(later()); function hoisted() { return id(arguments.length); }
        for (var i = 0, fs = []; i < 2; i++) { let j = i; fs.push(() => id(j)); }
        return fs.map((f) => f()).join();
      }
      function id(x) { return x; }
      log(outer(1));
    `,
    calls: { outer: 1, 'outer.hoisted': 1, id: 3 },
  },
};

const CONFIGURATIONS: Record<string, TransformOptions> = {
  'today’s Node': { presets: [NODE] },
  'ES5 and regenerator': { presets: [ES5] },
  'async functions alone': {
    presets: [NODE],
    plugins: [
      '@babel/plugin-transform-async-to-generator',
      '@babel/plugin-transform-async-generator-functions',
    ],
  },
  'classes alone': {
    presets: [env({ targets: { chrome: '60' } })],
  },
  'loose assumptions': {
    presets: [ES5],
    assumptions: {
      iterableIsArray: false,
      setPublicClassFields: true,
      privateFieldsAsProperties: true,
      noDocumentAll: true,
      setComputedProperties: true,
    },
  },
  'strict ES module interop': {
    presets: [env({ targets: { node: '20' }, modules: 'commonjs' })],
    retainLines: true,
  },
  'React and TypeScript': {
    presets: [ES5, preset('preset-react'), preset('preset-typescript')],
    filename: '/project/src/shop.ts',
  },
};

describe.each(Object.entries(CONFIGURATIONS))('%s', (_name, babel) => {
  it.each(Object.entries(PROGRAMS))('%s', async (_title, { code, calls }) => {
    const resolved = {
      ...babel,
      plugins: (babel.plugins ?? []).map((name) => require.resolve(name as string)),
    };
    const bare = await run(compile(code, resolved));
    const { log, figures } = await run(instrumented(code, resolved));
    expect(bare.log.length).toBeGreaterThan(2);
    expect(log).toEqual(bare.log);
    for (const [name, count] of Object.entries(calls)) {
      expect([name, figures.get(name)?.calls]).toEqual([name, count]);
    }
    for (const [name, row] of figures) expect([name, row.live]).toEqual([name, 0]);
  });
});

describe('figures of lowered code', () => {
  it.each([
    ['today’s Node', NODE],
    ['ES5', ES5],
  ])('are those of the source: %s', async (_name, target) => {
    const { figures } = await run(
      instrumented(
        `
        async function load(ms) { advance(2); await wait(ms); advance(3); }
        function* produce() { advance(1); yield 1; advance(1); }
        async function main() {
          await load(10);
          for (const item of produce()) { advance(5); await null; }
        }
        main();
        `,
        { presets: [target] },
      ),
    );
    // load: 2 + 3 on stack, 10 awaiting. produce: 1 before and 1 after the yield, 5 held by main.
    expect(figures.get('load')).toMatchObject({ calls: 1, suspensions: 1, self: 5, awaiting: 10 });
    expect(figures.get('produce')).toMatchObject({ calls: 1, self: 2, paused: 5 });
    expect(figures.get('main')).toMatchObject({ calls: 1, self: 5, onStack: 9, awaiting: 13 });
  });
});

describe('modules', () => {
  const CODE =
    'import { f } from "dep"; export async function g() { return f(await 1); } export let h = () => g();';

  it.each(['amd', 'umd', 'systemjs'])('%s', async (modules) => {
    const code = instrumented(CODE, { presets: [env({ modules, targets: { node: '20' } })] });
    const dependency = { f: (x: number) => x + 1 };
    const loader = `
      var define = (names, factory) => { if (!Array.isArray(names)) throw new Error('no names'); factory(...names.map((n) => n === 'exports' ? exports : require(n))); };
      define.amd = {};
      var System = { register(names, declare) {
        const { setters, execute } = declare((name, value) => { if (typeof name === 'object') Object.assign(exports, name); else exports[name] = value; return value; }, {});
        names.forEach((n, i) => setters[i](require(n))); execute();
      } };
    `;
    const wrapped = `${loader}\n(function (exports${modules === 'umd' ? ', module' : ''}) {${code}\n})(exports); exports.h().then(log);`;
    const { log, figures } = await run(wrapped, { dep: dependency });
    expect(log).toEqual([2]);
    expect(figures.get('g')?.calls).toBe(1);
    expect(figures.get('<module>')?.calls).toBe(1);
  });
});

describe('syntax of proposals', () => {
  const DISPOSAL = `
    const resource = (name) => ({ [Symbol.dispose]() { log('dispose ' + name); }, async [Symbol.asyncDispose]() { await wait(4); log('disposed ' + name); } });
    async function main() { await using a = resource('a'); using b = resource('b'); log('body'); await wait(1); }
    main().then(() => log('end'));
  `;

  it.each([
    ['today’s Node', NODE],
    ['ES5', ES5],
  ])('explicit resource management: %s', async (_name, target) => {
    const babel = {
      presets: [target],
      plugins: [require.resolve('@babel/plugin-transform-explicit-resource-management')],
    };
    const bare = await run(compile(DISPOSAL, babel));
    const { log, figures } = await run(instrumented(DISPOSAL, babel));
    expect(bare.log).toEqual(['body', 'dispose b', 'disposed a', 'end']);
    expect(log).toEqual(bare.log);
    // 1 in the body, 4 in the disposer of a.
    expect(figures.get('main')).toMatchObject({ calls: 1, suspensions: 2, awaiting: 5, live: 0 });
  });

  const DECORATED = (parameters: string) => `
    const logged = (${parameters}) => { log('decorating'); };
    class A { @logged method(x) { return helper(x); } @logged field = helper(1); @logged async later() { return await wait(1, 2); } }
    function helper(x) { return id(x); } function id(x) { return x; }
    const a = new A(); log(a.method(1), a.field); a.later().then(log);
  `;

  it.each<[string, string, object]>([
    ['legacy', 'target, name, descriptor', { legacy: true }],
    ['2023-11', 'value, context', { version: '2023-11' }],
  ])('decorators, %s', async (_name, parameters, options) => {
    const fields = env({
      targets: { node: '20' },
      include: [
        'transform-class-properties',
        'transform-private-methods',
        'transform-class-static-block',
      ],
    });
    for (const target of [fields, ES5]) {
      const babel = {
        presets: [target],
        plugins: [[require.resolve('@babel/plugin-proposal-decorators'), options] as PluginItem],
      };
      const code = DECORATED(parameters);
      const bare = await run(compile(code, babel));
      const { log, figures } = await run(instrumented(code, babel));
      expect(log).toEqual(bare.log);
      expect(log.filter((line) => line === 'decorating')).toHaveLength(3);
      expect(figures.get('A.method')?.calls).toBe(1);
      expect(figures.get('A.later')?.calls).toBe(1);
    }
  });
});

it('TypeScript: enums, namespaces, parameter properties, types that vanish', async () => {
  const code = `
    import type { Gone } from 'gone';
    import { type AlsoGone, Unused } from 'gone-too';
    enum Size { Small = size(1), Large = 2 }
    namespace Geo { export const area = (x: number): number => size(x) * size(x); export namespace In { export function deep() { return area(2); } } }
    abstract class Shape<T> { constructor(private readonly a: T, public b = size(3)) {} abstract draw(): void; get sum() { return (this.a as unknown as number) + this.b!; } }
    class Square extends Shape<number> { declare x: Gone; override draw(this: Square) {} }
    function size(n: number): number; function size(n: any) { return id(n); } function id(n: number) { return n satisfies number; }
    let later = <T,>(x: T): T => x;
    log(Size[1], Geo.area(3), Geo.In.deep(), new Square(1).sum, later<AlsoGone>(5 as never));
  `;
  for (const target of [NODE, ES5]) {
    const babel = {
      presets: [target, preset('preset-typescript', { allowDeclareFields: true })],
      filename: '/project/src/shop.ts',
    };
    const bare = await run(compile(code, babel));
    const { log, figures } = await run(instrumented(code, babel));
    expect(bare.log).toEqual(['Small', 9, 4, 4, 5]);
    expect(log).toEqual(bare.log);
    expect(figures.get('size')?.calls).toBe(6);
    expect(figures.get('Geo.In.deep')?.calls).toBe(1);
    expect(instrumented(code, babel)).not.toMatch(/gone/);
  }
});

it('what it gives can be parsed again by Babel, whatever the output', () => {
  for (const babel of [
    { minified: true },
    { compact: true },
    { retainLines: true },
    { comments: false },
  ]) {
    const code = instrumented(PROGRAMS['classes with everything']!.code, babel);
    expect(() => transformSync(code, { configFile: false, babelrc: false })).not.toThrow();
  }
});

it('functions give the text that the user wrote, if asked for', async () => {
  const code = `
    const shown = async (x) => await helper(x); function helper(x) { return x ?? id(x); } function id(x) { return x; }
    class A { #p = 1; method() { return id(this.#p); } }
    log(String(shown), String(helper), String(A), String(new A().method));
  `;
  for (const presets of [[], [NODE], [ES5]] as PluginItem[][]) {
    const { log } = await run(
      instrumented(code, { presets, sourceType: 'script' }, { sourceText: true }),
      {},
      { __coroscope__: probes },
    );
    // Where an async function is lowered, what stands in its place is Babel's own.
    if (!presets.includes(ES5)) expect(log[0]).toBe('async (x) => await helper(x)');
    expect(log.slice(1)).toEqual([
      'function helper(x) { return x ?? id(x); }',
      'class A { #p = 1; method() { return id(this.#p); } }',
      'method() { return id(this.#p); }',
    ]);
  }
});
