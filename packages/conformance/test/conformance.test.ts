import { join } from 'node:path';
import { transform } from '@coroscope/transform';
import { conformance, createProgramRunner } from '../src/index.js';

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

// The syntax of `await using` came with V8 13.8, in Node 24.
const hasAwaitUsing = Number(process.versions.node.split('.')[0]) >= 24;

describe('a program gives the figures that follow from its text', () => {
  for (const { name, needs, differences } of cases) {
    const canRun = needs !== 'await using' || hasAwaitUsing;
    // Skipped only where the engine lacks the syntax; CI also runs this on an engine that has it.
    (canRun ? test : test.skip)(name, async () => {
      expect(await differences()).toEqual([]);
    });
  }
});
