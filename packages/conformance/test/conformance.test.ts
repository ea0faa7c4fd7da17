import { join } from 'node:path';
import { transform } from '@coroscope/transform';
import { conformance, createProgramRunner } from '../src/index.js';
import { nodeWithUsing } from './support/nodes.js';

const packages = join(__dirname, '../..');
const runner = createProgramRunner(packages);
afterAll(() => runner.close());

const cases = conformance(
  (code, filename) =>
    transform(code, {
      filename,
      sourceType: filename.endsWith('.cjs') ? 'commonjs' : 'module',
      sourceMap: false,
    }).code,
  join(packages, 'conformance/programs'),
  runner,
);

describe('a program gives the figures that follow from its text', () => {
  for (const { name, needs, differences } of cases) {
    const node = needs === 'await using' ? nodeWithUsing() : process.execPath;
    if (node === undefined) {
      test.skip(`${name} (skipped: no Node here has await using)`, () => {});
      continue;
    }
    test(name, async () => {
      expect(await differences(node)).toEqual([]);
    });
  }
});
