import { originalPositionFor, TraceMap } from '@jridgewell/trace-mapping';
import { transform, type TransformOptions } from '../../src/index.js';

const print = (code: string, options?: TransformOptions) =>
  transform(code, { filename: 'input.js', sourceType: 'module', ...options });

/** Runs the body of an instrumented generator to its end, and gives the values that it yields. */
function run(body: string): unknown[] {
  const probes = {
    on: false,
    resumed: (_: unknown, value: unknown) => value,
    pause: (_: unknown, _site: number, value: unknown) => value,
  };
  const emitted = print(`function* f(log) {${body}\n}`, { sourceType: 'script', modules: false });
  const f = new Function('__coroscope__', `${emitted.code}; return f;`)(probes) as (
    log: unknown[],
  ) => Iterable<unknown>;
  const logged: unknown[] = [];
  return [...f(logged), ...logged];
}

describe('what is not instrumented comes out as it was written', () => {
  it.each([
    ['numbers and strings', "export const a = [0XFF, 1_000, .5, 'it\\x27s', `\\u{61}`];"],
    ['layout', 'export  const a = [ 1,2,\n\n\t3 ,];'],
    ['comments', '/* a */ export /* b */ const a = 1 // c'],
    ['types', 'export type A<T> = (T extends (...x: any) => infer R ? R : never)\n| {};'],
    ['lines that end without a semicolon', 'const a = 1\nlet b = a\nb++\na\n'],
  ])('%s', (_, code) => {
    const source = `let first;\n${code}\nfunction last() {}`;
    expect(print(source, { filename: 'input.ts', modules: false }).code).toContain(code);
  });

  it('but for a comment that would name the map of the source', () => {
    expect(print('f();\n//# sourceMappingURL=input.js.map\n').code).not.toContain('input.js.map');
  });
});

it('keeps a comment at the top of the file there', () => {
  expect(print('/** @license MIT */\nf();').code).toMatch(/^\/\*\* @license MIT \*\/\nimport /);
});

it.each(['', '// nothing', "'use strict'", "#!/usr/bin/env node\n'use strict' // nothing"])(
  'has room for a module without statements: %j',
  (code) => {
    const emitted = print(code, { sourceType: 'commonjs' }).code;
    expect(emitted.startsWith(code)).toBe(true);
    expect(() => new Function(emitted.replace(/^#!.*/, ''))).not.toThrow();
  },
);

describe('a yield without a value ends with its line', () => {
  it.each([
    ['parentheses', 'yield\n(log.push(1))', [undefined, 1]],
    ['an array', 'let a = yield\n[log.push(1)]', [undefined, 1]],
    ['a template', 'yield\n`${log.push(1)}`', [undefined, 1]],
    ['a sign', 'yield /* no value */\n+log.push(1)', [undefined, 1]],
    ['a regular expression', 'yield // no value\n/1/.test(log.push(1))', [undefined, 1]],
    ['what encloses it', 'log.push((yield\n/* end */), 2)', [undefined, undefined, 2]],
  ])('before %s', (_, body, expected) => {
    expect(run(body)).toEqual(expected);
  });
});

describe('keywords stay apart from what is emitted', () => {
  it.each(['yield[1]', 'const a = yield[1]', 'if (1)yield[1];else yield[2]'])('%s', (body) => {
    expect(run(body)).toEqual([[1]]);
  });
});

it('maps every word of the source to its place', () => {
  const code = [
    'import { a } from "./a.js" // first',
    'export const f = async ({ b, c = () => a }) => (',
    '  // why',
    '  await (b, c)',
    ')\r',
    'export class D { static async *#e() { for await (const { g } of f) yield g } }',
    'try { await f() } catch ({ h }) { log(h, "é\u2028", `i ${await j}`) }',
    '',
  ].join('\n');
  const { code: emitted, map } = print(code);
  const trace = new TraceMap(map!);
  const lines = code.split(/\r\n|[\r\n\u2028\u2029]/);
  const found = new Set<string>();
  emitted.split(/\r\n|[\r\n\u2028\u2029]/).forEach((text, i) => {
    for (const word of text.matchAll(/[\w$]+/g)) {
      const { line, column } = originalPositionFor(trace, { line: i + 1, column: word.index });
      const isExact = line !== null && lines[line - 1]!.startsWith(word[0], column);
      if (isExact) found.add(`${line}:${column}:${word[0]}`);
    }
  });
  const words = lines.flatMap((text, i) =>
    [...text.matchAll(/[\w$]+/g)].map((word) => `${i + 1}:${word.index}:${word[0]}`),
  );
  // A word of ours has taken the place of the comment in parentheses.
  expect(words.filter((word) => !found.has(word))).toEqual(['3:5:why']);
});

describe('an annotation of purity stays before its call', () => {
  it.each([
    [
      'in the body of an arrow function',
      '(x) => /* @__PURE__ */ jsx(x)',
      'return /* @__PURE__ */ jsx(x)',
    ],
    ['in parentheses', '(x) => (/*#__PURE__*/ jsx(x))', 'return /*#__PURE__*/ jsx(x)'],
    [
      'returned by an async function',
      'async (x) => { return /* @__PURE__ */ jsx(x); }',
      'return $c.returned($f, 0, /* @__PURE__ */ jsx(x));',
    ],
    [
      'awaited',
      'async (x) => { void await /* @__PURE__ */ jsx(x); }',
      'await $c.suspend($f, 0, /* @__PURE__ */ jsx(x))',
    ],
    [
      'of a function',
      '/* @__NO_SIDE_EFFECTS__ */ (x) => jsx(x)',
      '/* @__NO_SIDE_EFFECTS__ */ (x) =>',
    ],
  ])('%s', (_, expression, expected) => {
    expect(print(`export const f = ${expression};`).code).toContain(expected);
  });
});
