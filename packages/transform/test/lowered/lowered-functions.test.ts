import { transform } from '../../src/index.js';
import { COMPILED, SOURCE } from '../support/lowered-source.js';

/** The functions that are or were no synchronous ones, and what each suspends at. */
function coroutinesIn(code: string): string[] {
  const { functions, sites } = transform(code, { filename: 'test.js' }).metadata!;
  return functions
    .map(({ kind, name }, index) => {
      const own = sites.filter((site) => site.function === index).map((site) => site.kind);
      // Compilers name classes and default exports, whatever else they do.
      const original = name.replace(/^_A\b/, 'A').replace(/^(stdin)?_?default(_1)?$/, 'default');
      return `${kind} ${original}: ${own.join(', ')}`;
    })
    .filter((line) => !/^(function|module) /.test(line))
    .sort();
}

/** A lowered `for await` awaits `return()` at a site of its own. */
const withReturn = (lines: string[]) =>
  lines.map((line) => line.replace(/for await$/, 'for await, await'));

/** Only TypeScript has a lowered async generator await what it returns; the helpers of others do. */
const awaitedByGenerator = (lines: string[], compiler: string) =>
  compiler.startsWith('TypeScript')
    ? lines
    : lines.map((line) =>
        line.startsWith('asyncGenerator') ? line.replace(/, return$/, '') : line,
      );

it.each(Object.entries(COMPILED))('sees what the source has: %s', (compiler, compile) => {
  const source = awaitedByGenerator(withReturn(coroutinesIn(SOURCE)), compiler);
  expect(coroutinesIn(compile())).toEqual(source);
});

it.each(Object.entries(COMPILED))('sees nothing of the helpers: %s', (_, compile) => {
  const { functions } = transform(compile(), { filename: 'test.js' }).metadata!;
  const names = functions.map(({ name }) => name);
  expect(names).toEqual(expect.arrayContaining(['sync', 'sync.<map>']));
  expect(names.filter((name) => /async|await|forAwait|yieldStar|step/i.test(name))).toEqual([]);
});

it('leaves a generator alone that is given to another function', () => {
  expect(coroutinesIn('co(function* run() { yield 1; });')).toEqual(['generator run: yield']);
});

it('finds dependences between awaits that are yields now', () => {
  const code = `function f() {
    return __awaiter(this, void 0, void 0, function* () { const a = yield g(); yield h(a); });
  }`;
  const { sites } = transform(code, { filename: 'test.js' }).metadata!;
  expect(sites.map(({ dependsOn }) => dependsOn)).toEqual([undefined, [0]]);
});

it('heeds a hint on the function', () => {
  const code = `
    // coroscope ignore next
    function f() { return __awaiter(this, void 0, void 0, function* () { yield g(); }); }
    // coroscope ignore start
    function h() { return __awaiter(this, void 0, void 0, function* () { yield g(); }); }
    // coroscope ignore stop
    function i() { return __awaiter(this, void 0, void 0, function* () { yield g(); }); }`;
  expect(coroutinesIn(code)).toEqual(['async i: await']);
});
