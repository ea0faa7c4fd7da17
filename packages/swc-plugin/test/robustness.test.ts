import fc from 'fast-check';
import { conformancePrograms } from '../../babel-plugin/test/support/programs.js';
import { compile } from './support/swc.js';

/** As many as may be; the seed is new each time. */
const SOURCES = Number(process.env.COROSCOPE_TEST_SOURCES ?? 2_000);

const words = [
  ...new Set(conformancePrograms().flatMap(([, code]) => code.match(/[\w$]+|[^\s\w$]/g) ?? [])),
  ...[
    '#x',
    '?.',
    '...',
    '=>',
    '**=',
    '??=',
    '`${',
    '}`',
    '/a/g',
    '1n',
    '@',
    '\u2028',
    '😀',
    '\\u0024c',
  ],
  ...[
    'with',
    'enum',
    'namespace',
    'using',
    'yield*',
    'await using',
    'static {',
    'get',
    'set',
    'super',
  ],
  ...['/* coroscope ignore next */', '// coroscope ignore start\n', '$c', '$f', 'register'],
];

/** A program with a few words in it replaced, removed or put in: what may parse, and what may not. */
const source = fc
  .record({
    program: fc.constantFrom(...conformancePrograms().map(([, code]) => code)),
    edits: fc.array(
      fc.record({ at: fc.nat(), removed: fc.nat(6), put: fc.constantFrom('', ' ', ...words) }),
      { minLength: 1, maxLength: 4 },
    ),
  })
  .map(({ program, edits }) =>
    edits.reduce((code, { at, removed, put }) => {
      const start = at % (code.length + 1);
      return `${code.slice(0, start)}${put}${code.slice(start + removed)}`;
    }, program),
  );

const syntax = fc.constantFrom('shop.jsx', 'shop.tsx', 'shop.cjs');

it(
  'no source makes the plugin fail',
  () => {
    let compiled = 0;
    fc.assert(
      fc.property(source, syntax, fc.boolean(), (code, filename, runPluginFirst) => {
        try {
          compile(code, { filename, options: null, runPluginFirst });
        } catch {
          return;
        }
        compiled++;
        compile(code, { filename, options: { leaves: 'skip' }, runPluginFirst });
      }),
      { numRuns: SOURCES, seed: Date.now() % 2 ** 31 },
    );
    // Most of what is tried is no program.
    expect(compiled).toBeGreaterThan(SOURCES / 20);
  },
  SOURCES * 100,
);

it.each([
  ['sums', 'x = ', 'a + ', 'a'],
  ['arrays', 'x = ', '[', ']'],
  ['calls', 'x', '.a()', ''],
  ['functions', '', '(() => {', '})'],
])('the nesting of %s that hosts can hand to plugins is walked', (_name, first, part, last) => {
  const depth = first === '' ? 60 : 300;
  const end = last === 'a' ? last : last.repeat(depth);
  const code = compile(`${first}${part.repeat(depth)}${end};`, {
    options: { kinds: ['module', 'function'] },
  });
  expect(code).toContain('register(1');
});
