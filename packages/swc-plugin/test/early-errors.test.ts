import { compile, metadataIn } from './support/swc.js';

/** Parsed as a script, without being run. */
const parse = (code: string) => new Function(code);

const instrumented = (code: string, leaves = 'count') =>
  compile(code, { filename: 'a.cjs', options: { leaves } });

/** Errors that SWC's parser takes, and that would be none once instrumented: by what would hide them. */
const HIDDEN: [string, string[]][] = [
  [
    'a parameter that its body declares anew, in a block of the body',
    [
      'async function f(a) { const a = 1; g(); }',
      'function f({ b: [a] }) { class a {} g(); }',
      '(async function* (a = 1) { let a; g(); });',
      'f(async (...a) => { let a = g(); });',
      '({ set b(a) { let a; g(); } });',
      '({ async b(a) { let { c: [a] } = g(); } });',
      'class B { constructor(a) { let a; g(); } }',
    ],
  ],
  [
    'a pattern of a `catch` that its body declares anew, in a block of the body',
    [
      'async () => { try { await a; } catch ({ b }) { let b; } };',
      'async () => { try { await a; } catch ([b]) { class b {} } };',
      'function* f() { try { yield; } catch ({ c: { b } }) { function b() {} } }',
      'function* f() { try { yield; } catch ([...b]) { a: function b() {} } }',
    ],
  ],
  [
    'a variable and what is declared under its name, in a block of a static block',
    [
      'class B { static { let a; var a; } }',
      'class B { static { const a = g(); if (a) { for (var { a } of g()); } } }',
      'class B { static { class a {} switch (g()) { default: try {} catch { var a; } } } }',
      'f(class { static { let [a] = g(); b: do var [...a] = []; while (g()); } });',
    ],
  ],
  [
    'the body of a loop that is a declaration, in a block',
    [
      'async () => { for await (const a of b) async function c() {} };',
      'async () => { for await (const a of b) async function* c() {} };',
      'async () => { for await (a of b) c: function d() {} };',
      'async () => { for await (var a of b) let\n[c] = d; };',
      'async () => { for (const a of b) let\n[c] = await d; };',
      'async () => { for ([a = await b] of c) let\n/* d */\n[e][0].f(g); };',
    ],
  ],
  [
    'a head that begins like a declaration, in the body',
    ['async () => { for await (let.a of b); };'],
  ],
  [
    'the name or the kind of a function, which becomes the value of a variable',
    [
      'function f() { a(); b: async function a() {} var a; }',
      'function f() { a(); function eval() { "use strict"; } var eval; }',
      'function f() { a(); function static() { "a"; "use strict"; } function static() {} }',
    ],
  ],
];

describe.each(HIDDEN)('an error is left to the engine: %s', (_, programs) => {
  it.each(programs)('%s', (code) => {
    expect(() => parse(code)).toThrow(SyntaxError);
    for (const leaves of ['count', 'time', 'skip']) {
      const compiled = instrumented(code, leaves);
      expect(metadataIn(compiled)).toBeNull();
      expect(() => parse(compiled)).toThrow(SyntaxError);
    }
  });
});

describe('what looks like such an error is instrumented', () => {
  it.each([
    'async function f(a) { var a = 1; g(); }',
    'function f(a) { function a() {} g(); }',
    'async function f(a) { { let a = g(); } }',
    'function f(a) { return (b) => { let c = g(); class d {} }; }',
    'async () => { try { await a; } catch (b) { var b; } };',
    'async () => { try { await a; } catch ({ b }) { { let b; } function c() {} } };',
    'class B { static { let a = () => { var a = g(); }; class c { b() { var c; } } { let b; } var b; } }',
    'class B { static { function a() {} var a; { function b() {} let c = g(); } var d; } }',
    'async () => { for await (a of b) (let)\n[c] = d; };',
    'async () => { for await (letter of b) let.c = d; };',
    'async () => { for await ((let).a of b) { async function c() {} } };',
    'function f() { a(); b: function a() {} var a; }',
    'function f() { a(); function eval() { g("use strict"); } var eval; }',
    'function f() { a(); function b() { "use strict"; } var b; }',
  ])('%s', (code) => {
    const compiled = instrumented(code);
    expect(metadataIn(compiled)).not.toBeNull();
    parse(compiled);
  });
});
