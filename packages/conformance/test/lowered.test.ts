import { join } from 'node:path';
import { transform } from '@coroscope/transform';
import { conformance, createProgramRunner } from '../src/index.js';
import { readPrograms } from '../src/program.js';
import { COMPILERS, DIFFERENCES } from './support/lowering.js';

const packages = join(__dirname, '../..');
const programs = join(packages, 'conformance/programs');
const runner = createProgramRunner(packages);
/** The programs in which there is something to lower. */
const asynchronous = new Set(
  readPrograms(programs)
    .filter(({ files }) => Object.values(files).some((text) => /\basync\b/.test(text)))
    .map(({ name }) => name),
);
afterAll(() => runner.close());

describe.each(Object.entries(COMPILERS))(
  'a program lowered by %s gives the figures of its source',
  (compiler, lower) => {
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
    ).filter(({ name, needs }) => needs === undefined && asynchronous.has(name.split(' ')[0]!));
    for (const { name, differences } of cases) {
      const known = DIFFERENCES[compiler]!.find(({ programs: names }) => names.includes(name));
      if (known !== undefined) {
        test.skip(`${name} (skipped: ${known.reason})`, () => {});
        continue;
      }
      test(name, async () => {
        expect(await differences(process.execPath)).toEqual([]);
      });
    }
  },
);
