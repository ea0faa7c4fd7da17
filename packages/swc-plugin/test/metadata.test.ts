import { readdirSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { decodeMetadata } from '@coroscope/runtime/contract';
import { transform } from '@coroscope/transform';
import { CORPUS } from '../../transform/test/dependence/corpus.js';
import { SCOPES } from '../../transform/test/support/helper-scopes.js';
import { COMPILED, MINIFIED } from '../../transform/test/support/lowered-source.js';
import { compile, metadataIn } from './support/swc.js';

const ROOT = join(__dirname, '../../..');

/** Above it, files are bundles, which take long and hold little that smaller ones don't. */
const LARGEST = 200_000;

function filesIn(directory: string): string[] {
  return readdirSync(join(ROOT, directory), { recursive: true, encoding: 'utf8' })
    .filter((name) => /(?<!\.d)\.([cm]?js|tsx?)$/.test(name))
    .sort()
    .map((name) => join(directory, name));
}

/** Those that both parsers take; the rest are tests of syntax errors, and for one `return` at the top. */
function metadataByBabel(code: string, filename: string): string | null {
  try {
    const sourceType = extname(filename) === '.cjs' ? 'commonjs' : 'unambiguous';
    return metadataIn(transform(code, { filename, sourceType, sourceMap: false }).code);
  } catch {
    return null;
  }
}

function metadataBySwc(code: string, filename: string): string | null {
  const isModule = extname(filename) === '.cjs' ? 'commonjs' : 'unknown';
  try {
    return metadataIn(compile(code, { filename, isModule, options: { include: '**' } }));
  } catch (error) {
    if (String(error).includes('Syntax Error')) return null;
    throw error;
  }
}

describe.each([
  ['the fixtures', ['packages/transform/test/visitors/fixtures'], 25],
  ['the conformance programs', ['packages/conformance/programs'], 140],
  [
    'sources in TypeScript',
    ['packages/runtime/src', 'packages/node/src', 'packages/report/src'],
    90,
  ],
  ['packages as they are published', ['node_modules/@babel', 'node_modules/rxjs/dist/esm'], 500],
  ['bundles', ['node_modules/rollup/dist', 'node_modules/react-dom/cjs'], 10],
])('%s have the metadata that Babel gives them', (_name, directories, least) => {
  it('names, kinds, lines, columns, sites and dependences are the same', () => {
    let compared = 0;
    for (const filename of directories.flatMap(filesIn)) {
      const code = readFileSync(join(ROOT, filename), 'utf8');
      if (code.length > LARGEST) continue;
      const expected = metadataByBabel(code, filename);
      const actual = metadataBySwc(code, filename);
      if (expected === null || actual === null) continue;
      compared++;
      if (actual === expected) continue;
      expect({ filename, ...decodeMetadata(actual) }).toEqual({
        filename,
        ...decodeMetadata(expected),
      });
    }
    expect(compared).toBeGreaterThan(least);
  });
});

describe.each(Object.entries(CORPUS))(
  'both say that an await depends on another %s',
  (_, cases) => {
    it.each(cases.map(([body]) => body))('%s', (body) => {
      const code = `class A { #user; async m() { ${body} } }`;
      expect(metadataBySwc(code, 'shop.tsx')).toBe(metadataByBabel(code, 'shop.tsx'));
    });
  },
);

it.each(Object.entries({ ...COMPILED, ...MINIFIED }))(
  'both see the async functions that were lowered by %s',
  (_, compileByIt) => {
    const code = compileByIt();
    expect(metadataBySwc(code, 'shop.js')).toBe(metadataByBabel(code, 'shop.js'));
    expect(metadataByBabel(code, 'shop.js')).not.toBeNull();
  },
);

it.each(Object.entries(SCOPES))('both look helpers up in their scopes: %s', (_, [code]) => {
  expect(metadataBySwc(code, 'shop.js')).toBe(metadataByBabel(code, 'shop.js'));
});

describe('what both say of constructs that are rare', () => {
  it.each([
    ['columns in UTF-16 units', 'const s = "😀é"; f(() => g());'],
    ['every line terminator', 'a;\u2028f(() => g());\r\nf(() => h());\rf(() => i());'],
    [
      'keys of all kinds',
      'x = { 1() {}, 1e3() {}, "a b"() {}, [k]() {}, [a.b]: () => {}, 10n() {} };',
    ],
    [
      'private members',
      'class A { #a() {} static #b = () => {}; get #c() { return 1; } static {} }',
    ],
    [
      'elements',
      'const C = () => <div onClick={() => a()} {...b}>{list.map((x) => <B f={() => c(x)} />)}</div>;',
    ],
    ['compiled elements', '_jsx("a", { onClick: () => f(), children: list.map(() => g()) });'],
    [
      'wrappers',
      'const f = useCallback(() => a()); g = memo(forwardRef(() => b())); h = x.y(() => c());',
    ],
    [
      'callbacks',
      'on("close", () => f()); a?.b("x", () => f()); new P((r) => r()); super_.m(() => f());',
    ],
    ['exports', 'export default () => f(); export const a = { b: async () => f() };'],
    ['a default class', 'export default class { m() { f(); } constructor() { f(); } }'],
    [
      'CommonJS',
      'module.exports = { a() { f(); } }; exports.b = () => f(); A.prototype.c = () => f();',
    ],
    [
      'tagged templates and curried calls',
      'a = styled.b`${(p) => f(p)}`; it.each(t)(`adds`, () => f()); s[K](() => f()); on(E.A, () => f());',
    ],
    [
      'wrappers of what has a name already',
      'class A { #a = memo(() => f()); b = memo(() => f()); } const { c } = use(() => f()); x = { d: memo(() => f()) };',
    ],
    ['patterns', 'const { a = () => f(), b: c = () => f() } = x, [d = () => f()] = y;'],
    ['decorators', '@d(() => f()) class A { @e static m() { f(); } @g p = () => f(); }'],
    [
      'loops',
      'async () => { while (await a) await b; for await (const x of y) await x; do await c; while (await d); }',
    ],
    [
      'returns',
      'async () => a; async () => (a); async function* f() { return a; } async () => { return 1; };',
    ],
    [
      'callees that compilers write, super and bound functions',
      '(0, a.b)(() => f()); class A extends B { constructor() { super(() => f()); super.m(() => f()); } } const c = function () { f(); }.bind(this), d = (() => f()).bind(d), e = { g: function () { f(); }.bind(h) };',
    ],
    ['parentheses', '((() => f()))(); const a = (0, () => f()), b = (c || (() => f()));'],
    [
      'hints',
      '/* coroscope ignore next */ function a() { f(); } const s = "/* coroscope ignore file */"; g(/* coroscope ignore next: why */ () => f());',
    ],
    [
      'ranges of hints',
      '// coroscope ignore start\nf(() => g());\n// coroscope ignore stop\nf(() => h());',
    ],
    [
      'awaits in conditions, loops and closures',
      'async (a) => { let b = await a; for (const c of b) { if (await c) break; else b.push(await f(b)); } list.map((x) => { b = x; }); await g(); return g(b); }',
    ],
    ['with', 'async function a() { with (b) await c; } with (d) { f(() => g()); }'],
    [
      'functions that run elsewhere',
      'page.evaluate(() => f()); jest.mock("a", () => g()); h(() => { "worklet"; k(); });',
    ],
  ])('%s', (_name, code) => {
    const filename = 'shop.jsx';
    expect(metadataBySwc(code, filename)).toBe(metadataByBabel(code, filename));
    expect(metadataByBabel(code, filename)).not.toBeNull();
  });

  it.each([
    [
      'types',
      'abstract class A<T> { constructor(private x: T) { f(); } abstract b(): void; c!: () => void; }',
    ],
    [
      'namespaces',
      'namespace N.M { export const a = () => f(); f(() => g()); } declare namespace O {}',
    ],
    [
      'casts',
      'const a = (() => f()) as F, b = <F>(() => f()), c = (() => f())!, d = (() => f()) satisfies F;',
    ],
    [
      'enums and overloads',
      'enum E { A = f() } function g(): void; function g(x?: number) { f(); }',
    ],
    [
      'fields',
      'class A extends B { declare x: () => void; override y = () => f(); static readonly z = () => f(); }',
    ],
  ])('%s in TypeScript', (_name, code) => {
    const filename = 'shop.ts';
    expect(metadataBySwc(code, filename)).toBe(metadataByBabel(code, filename));
    expect(metadataByBabel(code, filename)).not.toBeNull();
  });
});
