import fc from 'fast-check';
import { probes, profiler } from '@coroscope/runtime';
import { transform } from '@coroscope/transform';
import { trapProgram } from './support/trap-program.js';
import { stacksOf } from './support/trap-world.js';

const PROGRAMS = 200;

beforeAll(() => profiler.start());
afterAll(() => profiler.stop());

/** A seed of its own for each run finds what the fixed one has not met. */
const SEEDS = [['a fixed seed', 3] as const, ['a fresh seed', Date.now() % 0x7fffffff] as const];

test.each(SEEDS)(
  'at every call, access and conversion, the stack is the bare one: %s',
  async (_, seed) => {
    await fc.assert(
      fc.asyncProperty(trapProgram(), async (source) => {
        const { code, map } = transform(source, {
          filename: 'program.js',
          sourceType: 'script',
          modules: false,
          // Functions are converted to texts, whose length is that of loops.
          sourceText: true,
        });
        const bare = await stacksOf(source, {});
        const instrumented = await stacksOf(code, { __coroscope__: probes }, map as never);
        expect(instrumented).toEqual(bare);
      }),
      { numRuns: PROGRAMS, seed },
    );
  },
);

// The language reads `then` of what is awaited where the last operation before it was.
test.each([
  'await thenable;',
  'const v = await thenable;',
  'await o.a.thenable;',
  'await f(1);',
  'await 1; await o.f(1);',
  'await new C();',
  'await (o && thenable);',
])('where `then` is read, the stack is the bare one: %s', async (statement) => {
  const source = `
    const thenable = { get then() { return T.a && undefined; } };
    const f = () => thenable, o = { f, a: { thenable } };
    function C() { return thenable; }
    (async () => { ${statement} })();`;
  const { code, map } = transform(source, {
    filename: 'program.js',
    sourceType: 'script',
    modules: false,
  });
  const bare = await stacksOf(source, {});
  expect(bare).not.toEqual([]);
  expect(await stacksOf(code, { __coroscope__: probes }, map as never)).toEqual(bare);
});
