import { transform } from '../../src/index.js';

function instrumented(code: string) {
  const warnings: string[] = [];
  const { metadata } = transform(code, {
    filename: 'test.js',
    modules: false,
    onWarning: (message) => warnings.push(message),
  });
  return { names: metadata?.functions.map(({ name }) => name) ?? [], warnings };
}

describe('hints', () => {
  it.each<[string, string[]]>([
    ['/* coroscope ignore next */ function a() {} function b() {}', ['b']],
    ['// coroscope ignore next\nexport const a = () => () => {}; const b = () => {};', ['b']],
    ['list.map(/* coroscope ignore next */ (x) => x, () => {})', ['<map>']],
    ['class A { /* coroscope ignore next */ a() {} b() {} }', ['A.b']],
    ['({ /* coroscope ignore next: it is hot */ a() {}, b() {} })', ['b']],
    ['/*! coroscope ignore next -- @preserve */ function a() {} function b() {}', ['b']],
    [
      '/* coroscope ignore start */ function a() {} /* coroscope ignore stop */ function b() {}',
      ['b'],
    ],
    ['function a() {} /* coroscope ignore start */ function b() {}', ['a']],
    ['function a() {} /* coroscope ignore file */', []],
  ])('%s', (code, names) => {
    const result = instrumented(code);
    expect(result.names).toEqual(names);
    expect(result.warnings).toEqual([]);
  });

  it('never leaves out the awaits of a function that is instrumented', () => {
    const { metadata } = transform('async function a() { /* coroscope ignore next */ await 1; }', {
      modules: false,
    });
    expect(metadata!.sites).toHaveLength(1);
  });

  it('warns of one that does not exist', () => {
    expect(instrumented('f();\n  /* coroscope ignore nxt */ function a() {}')).toEqual({
      names: ['a'],
      warnings: [
        "test.js:2:3: unknown hint 'coroscope ignore nxt'; known are 'coroscope ignore next', " +
          "'ignore file', 'ignore start' and 'ignore stop'",
      ],
    });
  });

  it('takes no other comment for a hint', () => {
    expect(instrumented('/* coroscope is a profiler */ function a() {}')).toEqual({
      names: ['a'],
      warnings: [],
    });
  });
});

describe('functions that run elsewhere', () => {
  it.each([
    'page.evaluate(() => f(() => {}))',
    "page.$$eval('a', (as) => as.map((a) => a.href))",
    'context.addInitScript(function () { f(); })',
    "jest.mock('a', () => ({ b: () => {} }))",
    "_getJestObj().mock('a', () => ({})).mock('b', () => ({ c: () => {} }))",
    "globals_1.jest.mock('a', () => ({ b: () => {} }))",
    'const a = vi.hoisted(() => 1)',
    "function a() { 'worklet'; return () => {}; }",
    "function a(stdlib) { 'use asm'; function b() {} return b; }",
  ])('are left alone: %s', (code) => {
    expect(instrumented(code).names).toEqual([]);
  });

  it.each([
    ['page.evaluate(x, (() => {})())', ['<evaluate>']],
    ['db.mock(() => {})', ['<mock>']],
  ])('are not taken for others: %s', (code) => {
    expect(instrumented(code).names).toHaveLength(1);
  });
});
