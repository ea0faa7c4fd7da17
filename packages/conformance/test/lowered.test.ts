import { join } from 'node:path';
import { transform } from '@coroscope/transform';
import { conformance, createProgramRunner } from '../src/index.js';
import { readPrograms } from '../src/program.js';
import { COMPILERS, COMPILERS_OF_ASYNC_GENERATORS, DIFFERENCES } from './support/lowering.js';

const packages = join(__dirname, '../..');
const programs = join(packages, 'conformance/programs');
const runner = createProgramRunner(packages);
/** The programs in which something is lowered. */
function programsWith(syntax: RegExp): ReadonlySet<string> {
  const all = readPrograms(programs);
  const fit = all.filter(({ files }) => Object.values(files).some((text) => syntax.test(text)));
  return new Set(fit.map(({ name }) => name));
}
const asynchronous = programsWith(/\basync\b/);
const iterating = programsWith(/\basync\b[^({]*\*|\bfor await\b/);
afterAll(() => runner.close());

describe.each([
  ...Object.entries(COMPILERS).map(([name, lower]) => [name, lower, asynchronous] as const),
  ...Object.entries(COMPILERS_OF_ASYNC_GENERATORS).map(
    ([name, lower]) => [name, lower, iterating] as const,
  ),
])('a program lowered by %s gives the figures of its source', (compiler, lower, fit) => {
  const cases = conformance(
    (source, filename) => {
      const { code, map } = lower(source, filename);
      return transform(code, {
        filename,
        sourceType: filename.endsWith('.cjs') ? 'commonjs' : 'module',
        inputSourceMap: map,
        sourceMap: false,
      }).code;
    },
    programs,
    runner,
    // The maps of compilers are coarse, and a lowered `for await` has a site of its own for `return()`.
    false,
  ).filter(({ name, needs }) => needs === undefined && fit.has(name.split(' ')[0]!));
  for (const { name, differences } of cases) {
    const known = DIFFERENCES[compiler]!.find(({ programs: names }) => name in names);
    const expected = known === undefined ? [] : known.programs[name];
    if (expected === undefined) {
      test.skip(`${name} (skipped: ${known!.reason})`, () => {});
    } else if (expected === 'fails') {
      test(`${name} fails, since ${known!.reason}`, async () => {
        await expect(differences(process.execPath)).rejects.toThrow('Error: expected');
      });
    } else {
      test(known === undefined ? name : `${name}, but that ${known.reason}`, async () => {
        expect(await differences(process.execPath)).toEqual(expected);
      });
    }
  }
});
