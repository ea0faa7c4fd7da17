import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { compile } from './support/swc.js';

/** Those of the Babel plugin: the same calls are to stand in the same places. */
const FIXTURES = join(__dirname, '../../transform/test/visitors/fixtures');

const filename = 'input.js';

/** As SWC prints it by itself, without the names that it tells scopes apart by. */
function printed(code: string): string {
  return compile(code, { filename, isModule: true, options: null });
}

/** What becomes of the program itself: without the ways to the runtime, which every file has. */
function rewritten(code: string): string {
  return compile(code, { filename, isModule: true, options: { modules: false } })
    .replace(/^import \{ probes as \$c \} .*?;\n/m, '')
    .replace(/var \$v;\s*function \$b\(index\) \{.*\}\s*$/s, '');
}

/** SWC does not parse `using` in the head of a `for`; below is what else is in them. */
const UNPARSED = ['disposal/loops', 'disposal/synchronous'];

describe.each(readdirSync(FIXTURES))('%s', (group) => {
  it.each(readdirSync(join(FIXTURES, group)))('%s', (name) => {
    const read = (file: string) => readFileSync(join(FIXTURES, group, name, file), 'utf8');
    if (UNPARSED.includes(`${group}/${name}`)) {
      expect(() => printed(read('input.js'))).toThrow('Syntax Error');
      return;
    }
    expect(printed(rewritten(read('input.js')))).toBe(printed(read('output.js')));
  });
});

describe('disposal, where SWC parses it', () => {
  it.each([
    [
      'a loop over resources',
      'async function f(x) { for (await using b of x) use(b); }',
      `async function f(x) {
        const $f = $c.on ? $c.open($b(0)) : null;
        try {
          for (const $t1 of x) {
            try {
              await using $t2 = $c.dispose($f, 0, $t1);
              const b = $t1;
              use(b);
            } finally { $c.resume($f); }
          }
        } finally { if ($f) $c.close($f); }
      }`,
    ],
    [
      'a resource after which the function suspends, and one after which it does not',
      'function* f() { using a = open(); yield 2; using b = open(); }',
      `function* f() {
        const $f = $c.on ? $c.open($b(0)) : null;
        try {
          using a = open();
          using $t1 = $c.resumes($f);
          $c?.resumed($f, yield $c.pause($f, 0, 2));
          using b = open();
        } finally { if ($f) $c.close($f); }
      }`,
    ],
  ])('%s', (_name, input, output) => {
    expect(printed(rewritten(input))).toBe(printed(output));
  });
});
