import { join } from 'node:path';
import { transform } from '../../src/index.js';
import { REWRITINGS } from '../../src/visitors/rewritings.js';
import { visitorExamples } from '../support/examples.js';
import { layOut, withoutRegistration } from '../support/layout.js';

const EXAMPLES = visitorExamples(join(__dirname, '../../src/visitors'));

const VISITORS = [...new Set(Object.values(REWRITINGS).map(({ name }) => name))];

const emitted = (code: string, modules: boolean) =>
  withoutRegistration(
    transform(code, { filename: 'input.js', sourceType: 'module', modules }).code,
  );

interface Code {
  actual: string;
  expected: string;
}

/** The code around an example, for each kind of function in which it may stand. */
const CONTEXTS: ((before: string, after: string) => Code)[] = [
  ...['async function', 'function*', 'async function*'].map(
    (keywords) => (before: string, after: string) => ({
      actual: emitted(`${keywords} f() {${before}}`, false),
      expected: `${keywords} f() {
        const $f = $c.on ? $c.open($b(0)) : null;
        try { ${after} } finally { if ($f) $c.close($f); }
      }`,
    }),
  ),
  (before, after) => ({
    actual: emitted(before, true),
    expected: `var $f = $c.on ? $c.enterModule($b(0)) : 0; ${after}; if ($f) $c.exit($f);`,
  }),
];

/** The code of an example in all contexts whose syntax allows it. */
function inContexts(before: string, after: string): Code[] {
  return CONTEXTS.flatMap((inContext) => {
    try {
      const { actual, expected } = inContext(before, after);
      return { actual: layOut(actual), expected: layOut(expected) };
    } catch {
      return [];
    }
  });
}

describe('the example of', () => {
  it.each(VISITORS)('%s exists', (visitor) => {
    expect(EXAMPLES.map((example) => example.visitor)).toContain(visitor);
  });

  // What an ellipsis leaves out is not to be known.
  const complete = EXAMPLES.filter(({ visitor }) => VISITORS.includes(visitor)).flatMap(
    ({ visitor, before, after }) =>
      after.filter((code) => !code.includes('…')).map((code) => ({ visitor, before, after: code })),
  );

  it.each(complete)('$visitor shows what is emitted for $before', ({ before, after }) => {
    const codes = inContexts(before, after);
    const { actual, expected } =
      codes.find((code) => code.actual === code.expected) ?? codes[0] ?? {};
    expect(actual).toBeDefined();
    expect(actual).toBe(expected);
  });
});
