import { join } from 'node:path';
import { conformance, createProgramRunner } from '../../conformance/src/index.js';
import { compile } from './support/swc.js';

const packages = join(__dirname, '../..');
const runner = createProgramRunner(packages);
afterAll(() => runner.close());

describe.each([
  ['before SWC has lowered anything', true, () => true],
  // `using` and `await using` are lowered by then, whatever SWC compiles for.
  ['where hosts run plugins by default', false, (name: string) => !name.startsWith('using/')],
])('%s, a program gives the figures that follow from its text', (_when, runPluginFirst, isFit) => {
  const cases = conformance(
    (code, filename) =>
      compile(code, {
        filename,
        runPluginFirst,
        isModule: filename.endsWith('.cjs') ? 'commonjs' : true,
      }),
    join(packages, 'conformance/programs'),
    runner,
  ).filter(({ name }) => isFit(name));

  // SWC lowers `using`, whatever it compiles for: no program needs a newer Node.
  test.each(cases.map(({ name, differences }) => [name, differences] as const))(
    '%s',
    async (_name, differences) => {
      expect(await differences(process.execPath)).toEqual([]);
    },
  );
});
