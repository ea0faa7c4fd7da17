import { probes, profiler } from '@coroscope/runtime';
import { transform } from '../src/index.js';
import { lowerUsing, runScript } from './support/run.js';

/** Programs that would betray a careless transform. Each logs everything that it can observe. */
const TRAPS: Record<string, string> = {
  'names inferred for anonymous functions': `
    const a = () => {}, b = function () {}, c = class {}, { d = () => {} } = {};
    let e; e = async () => {}; [e = async () => {}] = [];
    const o = { f() {}, g: () => {}, ['h' + 1]: () => {}, get i() { return 1; }, async *j() {} };
    class K { l = () => {}; static m = function () {}; #n = () => {}; n() { return this.#n; } }
    const f = (p = () => {}) => p;
    log(a, b, c, d, e, o.f, o.g, o.h1, o.j, new K().l, K.m, new K().n(), f());
    log(Object.getOwnPropertyDescriptor(o, 'i').get);
  `,
  'length and prototype': `
    function f(a, b = 1, ...c) { return [a, b, c].map(String); }
    log(f, f.length, 'prototype' in f, 'prototype' in (async () => {}), 'caller' in (() => 1));
    log(Object.getOwnPropertyNames(f).join(), Object.getPrototypeOf(async function () {}).constructor.name);
  `,
  'strict directives': `
    function strict() { 'use strict'; g(); return this; } function g() {}
    function sloppy() { g(); return typeof this; }
    log(strict(), sloppy());
  `,
  'other directives': `
    function f() { 'use no memo'; 'use server'; return g(); } const h = async () => { 'use server'; return await g(); };
    function g() {} log(f(), f.length); h().then(log);
  `,
  'a var and a function of one name': `
    function f() { log(typeof a); var a = 1; function a() { return g(); } log(typeof a); } f();
    function g() {}
    function h() { log(typeof a); if (a) { var a; } function a() { g(); } log(a); } h();
    function i() { for (var a of [1]) g(); function a() {} log(a); } i();
  `,
  'two functions of one name': `
    function f() { log(a()); function a() { return 1; } function a() { return g(2); } } f();
    function g(x) { return x; }
    function h() { log(a, a.name); function a() {} async function a() { await 1; } g(); } h();
    function i() { var a; g(); log(a, a.name, a.length, new a().x, a.prototype.constructor === a, new a() instanceof a); function a(x, y = 1) { this.x = [new.target === a].concat()[0]; a = 5; } log(typeof a); } i();
    function j(__proto__) { g(); log(typeof __proto__, __proto__.name); function __proto__() {} } j();
    function* k() { var a; yield* a(); function* a() { yield typeof a; } } log([...k()].join());
  `,
  'a function named as a parameter': `
    function f(a) { log(a, arguments[0], arguments.length); function a() { g(); } } f(1); function g() {}
    function h(a, b = () => a) { log(a, b()); function a() { g(); } g(); } h(1);
    function i(a) { a = 5; g(); log(arguments[0]); function a() {} } i(1);
  `,
  'a function that replaces one of its own name': `
    function f() { f = 1; log(f); g(); function f() {} } function g() {} f(); log(typeof f);
    (function k() { log(typeof k, k.length); g(); function k(a) {} })();
  `,
  'functions behind labels': `
    function f() { log(a(), b()); g(); x: function a() { return 1; } y: z: function b() { return 2; } } f();
    function h() { var a; log(typeof a); g(); x: function a() { return 1; } } h(); function g() {}
  `,
  'functions in blocks, as sloppy code has them': `
    function g() {}
    function f() { log(typeof a); { log(typeof a); function a() { return 1; } } g(); log(typeof a); } f();
    function h() { function a() { return 1; } { function a() { return 2; } } g(); log(a()); } h();
    function i(x) { if (x) function a() { return 1; } g(); log(typeof a); } i(1); i(0);
    function j() { switch (1) { case 1: function a() {} } g(); log(typeof a); } j();
    function k() { let a = 1; { function a() {} } g(); log(a); } k();
  `,
  'functions in blocks, as strict code has them': `
    'use strict';
    function g() {}
    function f() { { function a() { return 1; } log(a()); } g(); log(typeof a); } f();
    function h() { log(a()); g(); function a() { return 1; } } h();
  `,
  arguments: `
    function g() {}
    function f(a) { g(); arguments[0] = 2; log(a); a = 3; log(arguments[0], arguments.length); } f(1);
    function h() { const arrow = () => arguments[0]; g(); log(arrow()); } h(7);
    function i() { g(); function arguments() {} log(typeof arguments); } i();
    function j() { var arguments; g(); log(typeof arguments); } j();
    function k(a) { 'use strict'; g(); a = 2; log(arguments[0]); } k(1);
  `,
  'direct eval': `
    function g() {}
    function f() { eval('var x = 1'); g(); log(x, eval('x')); } f();
    function h() { function a() {} eval('var a = 1'); g(); log(a); } h();
    function i() { eval('function a() { return 2; }'); g(); log(a()); function a() {} } i();
    function j(p) { g(); log(eval('p + arguments.length'), eval('new.target')); } j(1);
    function k() { g(); log(eval('typeof inner')); function inner() {} } k();
    function l() { 'use strict'; eval('var x = 1'); g(); log(typeof x); } l();
    function m() { g(); log(delete x, typeof x); eval('var x'); log(delete x); } m();
  `,
  with: `
    const seen = [];
    const scope = new Proxy({ a: 1 }, { has(target, key) { seen.push(String(key)); return key in target; } });
    function g() {}
    function f() { with (scope) { g(); a; (() => a)(); } } f();
    async function h() { with (scope) { await a; } } h();
    log(seen.join());
  `,
  'labels and continue around for await': `
    (async () => {
      outer: for await (const x of [1, 2, 3]) {
        inner: for (const y of [1, 2]) { if (y === 2) continue outer; if (x === 3) break outer; log(x, y); }
      }
      a: b: for await (const x of [1, 2]) { if (x === 1) continue a; log(x); break b; }
      block: { for await (const x of [1]) break block; log('not reached'); }
      log('end');
    })();
  `,
  'labels and continue around loops that are left by an await or a yield': `
    (async () => {
      outer: for (const x of [1, 2, 3]) {
        inner: for (const y of [1, 2]) { if (await (y === 2)) continue outer; if (x === 3) break outer; log(x, y); }
      }
      a: b: for (var x of [1, 2]) { await 0; if (x === 1) continue a; log(x); break b; }
      const fs = []; for (let x of [1, 2]) { fs.push(() => x++); await x; } log(fs.map((f) => f()), x);
      for (const { y = await 3 } of [{}, { y: 4 }]) log(y); for (const [z = await 5, w] of [[], [6, 7]]) log(z, w);
      const o = {}; for (o.p of [await 8]) await 9; for ([o.q = await 1] of [[]]) ; for (x of [3]) await x; log(o, x);
      for (const x of [1]) { await x; function late() { return x; } } log(typeof late, late());
      try { for (const v of (await 0, v)) await v; } catch (error) { log(error.name); }
      try { for (const [u = await 0] of [() => u]) log('not reached'); } catch (error) { log(error.name); }
    })();
    function* g() { l: for (const x of [1, 2]) { for (const y of [3]) { if (yield x) continue l; } log('inner'); } }
    const it = g(); log(it.next().value, it.next(true).value, it.next().done);
  `,
  'the closing of synchronous iterators': `
    const source = (n, fail) => ({ [Symbol.iterator]() { log('open'); let i = 0; return {
      next(...a) { log('next', a.length); return { value: i, done: i++ >= n }; },
      return(...a) { log('return', a.length); if (fail) throw fail; return {}; } }; } });
    (async () => {
      for (const x of source(2)) log(await x);
      for (const x of source(2)) { await x; break; }
      try { for (const x of source(2)) await Promise.reject('rejected'); } catch (error) { log(error); }
      try { for (const { a: { b = await 1 } } of source(2)) ; } catch (error) { log(error.name); }
      const [a, b = await 2] = source(1), [] = source(1), [c = await 3, ...d] = source(2); log(a, b, c, d);
      try { const [c = await 1, d = await Promise.reject('early')] = source(1); } catch (error) { log(error); }
      try { const [c = await 1] = 5; } catch (error) { log(error.name); }
      const no = (x) => { const rejected = Promise.reject(x); rejected.catch(() => {}); return rejected; };
      const relay = async (fail) => { for (const x of source(2, fail)) return Promise.resolve(x); };
      log(await relay()); await relay('closing').catch(log);
      const kept = async () => { try { for (const x of source(2, 'fails')) return no(x); } catch (e) { log(e); } return 'kept'; };
      log(await kept());
      log(await (async () => { try { for (const x of source(2, 'f')) return no(x); } finally { return Promise.resolve('over'); } })());
    })();
  `,
  'bindings of for await': `
    (async () => {
      const fs = []; let x, o = {};
      for await (const a of [1, 2]) fs.push(() => a);
      for await (let { a } of [{ a: 3 }, { a: 4 }]) { fs.push(() => a++); let b = a; a += b; }
      for await (var [v] of [[5], [6]]) fs.push(() => v);
      for await (x of [7, 8]) ; for await (o.p of [9]) ; for await ([o.q, x] of [[1, 2]]) ;
      log(fs.map((f) => f()), x, o, v);
      try { for await (const { p } of p) ; } catch (error) { log(error); }
      try { for await (const q of [() => q]) { log(typeof q); } } catch (error) { log(error); }
      try { for await (const { f = () => {} } of [{}]) log(f.name); } catch (error) { log(error); }
      try { for await (const { a } of [null]) ; } catch (error) { log(error.name); }
    })();
  `,
  'the closing of iterators': `
    const source = (n) => ({ [Symbol.asyncIterator]() { log('open'); let i = 0; return {
      next(...a) { log('next', a.length); return { value: i, done: i++ >= n }; },
      return(...a) { log('return', a.length); return {}; } }; } });
    (async () => {
      for await (const x of source(2)) log(x);
      for await (const x of source(2)) break;
      try { for await (const x of source(2)) throw 'thrown'; } catch (error) { log(error); }
      try { for await (const { a: { b } } of source(2)) ; } catch (error) { log(error.name); }
      log(await (async () => { for await (const x of source(2)) return 'value'; })());
    })();
  `,
  'a delegate that is driven from outside': `
    function* inner() { try { log(yield 1); } catch (e) { log('caught', e); yield 2; } finally { log('fin'); } return 3; }
    function* outer() { log(yield* inner()); return 'end'; }
    let g = outer(); log(g.next(), g.next('sent'), g.next());
    g = outer(); g.next(); log(g.throw('t'), g.next());
    g = outer(); g.next(); log(g.return('r'), g.next());
    const bare = { [Symbol.iterator]() { return this; }, next(x) { return { value: x, done: x === 9 }; } };
    g = (function* () { return yield* bare; })(); log(g.next(5), g.next(6)); 
    try { g.throw('no method'); } catch (e) { log(e.name); }
  `,
  'super, this and new.target': `
    class A { constructor() { this.t = new.target.name; } m() { return 'A.m'; } static s() { return 'A.s'; } get g() { return 'A.g'; } }
    class B extends A {
      constructor() { const early = () => this; try { early(); } catch (e) { log(e.name); } super(); log(early() === this); }
      m() { const arrow = () => super.m(); return arrow() + super.g; }
      static s() { return super.s(); } static { log(super.s(), (() => this.name)(), new.target); }
      f = () => super.m();
    }
    const b = new B(); log(b.t, b.m(), B.s(), b.f());
    class C extends A { constructor(x) { log(1); return x; } }
    log(new C({ y: 1 }).y); try { new C(); } catch (e) { log(e.name); } try { new C(1); } catch (e) { log(e.name); }
    const o = { __proto__: { m() { return 1; } }, m() { return super.m() + 1; } }; log(o.m());
    function F() { log(new.target === F); } new F(); F();
  `,
  'computed keys with functions in them': `
    let n = 0; const key = () => 'k' + n++;
    class A { [key()]() { return 1; } static [(() => key())()] = 2; get [key()]() { return 3; } [key()] = () => 4; }
    const o = { [key()]() { return [5].map((x) => x)[0]; }, [(() => key())()]: 6 };
    log(Object.getOwnPropertyNames(A.prototype).join(), A.k1, Object.keys(o).join(), Object.keys(new A()).join());
    (async () => { const p = { [await key()]: 1, async [await key()]() {} }; class B { [await key()]() {} } log(Object.keys(p).join(), Object.getOwnPropertyNames(B.prototype).join()); })();
  `,
  'private names': `
    class A { #a = 1; static #b = 2; get #c() { return 3; } set #c(v) { log(v); } #d() { return g(this.#a); }
      static #e() { return A.#b; } async #f() { return await 4; } *#g() { yield 5; }
      run() { this.#c = 9; return [this.#c, this.#d(), A.#e(), [...this.#g()], #a in this]; } go() { return this.#f(); } }
    function g(x) { return x; }
    log(new A().run()); new A().go().then(log);
  `,
  'catch parameters': `
    const thrown = { get a() { log('getter'); return 1; }, *[Symbol.iterator]() { log('iterated'); yield 2; } };
    (async () => {
      try { await 0; throw thrown; } catch ({ a, b = g() }) { log(a, b); var c = a; { let a = 5; log(a); } }
      try { await 0; throw thrown; } catch ([a]) { log(a); }
      try { await 0; throw thrown; } catch { log('none'); }
      try { await 0; throw 3; } catch (e) { var e = 4; log(e); } log(e, c);
      try { await 0; throw 1; } catch (e) { log(e); function h() { return e; } log(h()); } log(typeof h);
      try { try { await 0; throw {}; } catch ({ a: { b } }) { log('not reached'); } } catch (e) { log(e.name); }
    })();
    function g() { return 'default'; }
  `,
  'finally overrides': `
    const p = (x) => Promise.resolve(x);
    async function a() { try { return p(1); } finally { return p(2); } }
    async function b() { for (;;) { try { return p(1); } finally { break; } } return 3; }
    async function c() { try { return Promise.reject(1); } catch { return 2; } finally { await 0; } }
    async function d() { try { throw 1; } catch (e) { return p(e); } finally { try { return p(5); } finally { log('in'); } } }
    (async () => log(await a(), await b(), await c().catch((e) => 'rejected ' + e), await d()))();
  `,
  'the order of microtasks': `
    const tick = (name, n) => { let p = Promise.resolve(); for (let i = 0; i < n; i++) p = p.then(() => log(name + i)); };
    async function value() { return 1; } async function promise() { return value(); }
    async function awaited() { return await value(); } const arrow = async () => value();
    async function* gen() { try { const x = yield value(); log(x); yield* [value(), 2]; return value(); } finally { log('closed'); } }
    tick('a', 9);
    value().then(() => log('value')); promise().then(() => log('promise')); awaited().then(() => log('awaited'));
    arrow().then(() => log('arrow'));
    tick('b', 9);
    (async () => { for await (const x of gen()) log(x); log('looped'); })();
    const g = gen(); g.next().then(() => log('n1')); g.next(5).then(() => log('n2')); g.return(value()).then((r) => log('r', r));
    tick('c', 12);
  `,
  'thenables and their getters': `
    const thenable = { get then() { log('then read'); return (f) => { log('then called'); f('T'); }; } };
    (async () => { log(await thenable); })(); (async () => thenable)().then(log);
    (async function* () { yield thenable; return thenable; })().next().then(log);
  `,
  'parameters that throw, or call': `
    function g(x) { log(x); return x; }
    async function f(a = g(1), { b } = g({ b: 2 })) { return b; } f();
    function* h(a = g('at the call')) { log('begun'); } const it = h(); log('made'); it.next();
    try { (function (a = (() => { throw 'early'; })()) { log('not reached'); })(); } catch (e) { log(e); }
    (async (a = (() => { throw 'early'; })()) => {})().catch(log);
    function k(a, b = () => a) { var a = 2; g(a); return [a, b()]; } log(k(1));
  `,
  'generators that are closed, thrown into and abandoned': `
    function* f() { try { yield 1; yield 2; } catch (e) { log('c', e); yield 'again'; } finally { log('f'); yield 'late'; } }
    let g = f(); g.next(); log(g.return(5), g.next(), g.next());
    g = f(); g.next(); log(g.throw(6), g.next(), g.next());
    g = f(); log(g.return(1), g.next()); g = f(); try { g.throw('x'); } catch (e) { log(e); }
    g = (function* () { try { g.next(); } catch (e) { log(e.name); } yield; })(); g.next();
  `,
  'using and await using': `
    const r = (name, fail) => ({ name, [Symbol.dispose]() { log('dispose ' + name); if (fail) throw name; },
      async [Symbol.asyncDispose]() { log('async ' + name); await 0; log('done ' + name); if (fail) throw name; } });
    (async () => {
      { using a = r('a'); await using b = r('b'), c = r('c'); await using n = null; log(b.name, c.name); }
      for (await using d of [r('d1'), r('d2')]) { if (d.name === 'd2') continue; log(d.name); }
      for await (await using h of [r('h')]) log(h.name);
      for await (using i of [r('i')]) log(i.name);
      try { await using j = r('j', true); throw 'body'; } catch (e) { log(e.name, e.error, e.suppressed); }
      try { await using k = {}; } catch (e) { log(e.name); }
      const f = async () => { await using l = r('l'); return l.name; }; log(await f());
      try { { l; await using l = r('never'); } } catch (e) { log(e.name); }
      { using m = r('m'); await 0; using n = r('n'); log(m.name, n.name); }
      { await using q = r('q'); using s = r('s'); log(s.name); }
      for (using t of [r('t1'), r('t2')]) { await 0; if (t.name === 't1') continue; log(t.name); }
      await (async () => { using u = r('u', true); return Promise.resolve('replaced'); })().catch((e) => log(e.name ?? e));
      await (async () => { { using v = r('v', true); return Promise.resolve(1); } })().catch((e) => log(e.name ?? e));
    })();
    function* generate() { using w = r('w'); yield w.name; } for (const x of generate()) { log(x); break; }
  `,
  'the value of a script': `1; function f() { g(); } function g() {} var x = 5; if (x) 7; f; 'last'; var y = 2;`,
  'the value of a script that ends in a loop': `let i = 0; do { i; } while (i++ < 3)`,
  'declarations of a script': `
    var v = 1; function f() { return g(); } function g() { return 2; } let l = 3; class C {}
    log(globalThis.v, globalThis.f === f, 'l' in globalThis, Object.getOwnPropertyDescriptor(globalThis, 'v').configurable);
  `,
  'sequences, commas and operators': `
    (async () => { log(-(await 1), typeof await 2, (await 3) ** 2, await (await 4), [...await [5]], \`\${await 6}\`,
      (await { a: 7 }).a, (await [8])[0], new (await Date)(0).getTime(), (await (() => 9))(), await 1 ? await 2 : 3, delete (await {}).x,
      (await log).name.length, (await { f() { return typeof this; } }).f(), await null ?? 'n', (await {})?.a?.b); })();
    function* g() { const x = [yield 1, yield 2]; log(x); return (yield 3) + (yield 4); }
    const it = g(); for (let i = 0; i < 5; i++) log(it.next(i));
  `,
  'this in a call of what was awaited': `
    (async function () { 'use strict'; const o = { f() { return this === o; } }; log(o.f(), (await o.f)(), (0, o.f)()); }).call(1).catch((e) => log(e.name));
  `,
  'code that spells names with escapes': `
    const \\u0024f = 1, $\\u0063 = 2; function a() { b(); return $f + $c; } function b() {} log(a());
  `,
  'code that uses our names': `const $c = 1, $b = 2, $f = 3, $v = 4, $h = 5, $t1 = 6; (async () => { try { await 0; throw {}; } catch ({ x = $t1 }) { log($c + $b + $f + $v + $h + x); } })();`,
  'regular expressions, templates and comments': `
    const s = (x) => \`a\${((y) => y + 1)(x)}b\`; log(s(1)); const r = () => /[/]\\/(?<n>x)/gu.exec('//x')?.groups.n; log(r());
    const t = (s, ...v) => s.raw.join() + v; log(t\`\\u0041\${1}\\n\`); // a comment
    /* another */ log((() => /* inside */ 1 // trailing
    )());
    const f = () => (
      // a comment before a value
      { a: 1 }
    );
    log(f());
    function g() { return ( // after a parenthesis
      2
    ); }
    log(g());
  `,
};

describe.each(Object.entries(TRAPS))('%s', (_name, code) => {
  it.each(['count', 'time', 'skip'] as const)('is as without (leaves: %s)', async (leaves) => {
    const bare = await runScript(lowerUsing(code));
    const options = { filename: 'test.js', sourceType: 'script', leaves } as const;
    const instrumented = transform(code, options).code;
    profiler.start();
    try {
      expect(await runScript(lowerUsing(instrumented), { __coroscope__: probes })).toEqual(bare);
    } finally {
      profiler.stop();
    }
    // The same while the profiler is off.
    expect(await runScript(lowerUsing(instrumented), { __coroscope__: probes })).toEqual(bare);
  });
});
