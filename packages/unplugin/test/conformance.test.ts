import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { conformance, createProgramRunner } from '../../conformance/src/index.js';
import { nodeWithUsing } from '../../conformance/test/support/nodes.js';
import { bundlePlugins } from './support/workspace.js';

const packages = join(__dirname, '../..');
const programs = join(packages, 'conformance/programs');
/** Those that can put out one module for one. Each program goes through one of them, in turn. */
const TOOLS = ['esbuild', 'rolldown', 'rollup'];

const runner = createProgramRunner(packages);
const directory = mkdtempSync(join(tmpdir(), 'coroscope-modules-'));
/** By the text of the source: as what it was built, and what has become of it. */
const built = new Map<string, { name: string; text: string }>();

beforeAll(async () => {
  const sources = readdirSync(programs, { recursive: true, encoding: 'utf8' })
    .filter((name) => /(?<!\.plain)\.mjs$/.test(name))
    .sort()
    .map((name) => readFileSync(join(programs, name), 'utf8'));
  const place = (index: number) => join(directory, TOOLS[index % TOOLS.length]!, `m${index}`);
  for (const tool of TOOLS) mkdirSync(join(directory, tool));
  sources.forEach((code, index) => writeFileSync(`${place(index)}.mjs`, code));
  const plugins = await bundlePlugins();
  const args = [join(__dirname, 'support/modules.mjs'), plugins, directory];
  const { stderr, status } = spawnSync(process.execPath, args, { encoding: 'utf8' });
  rmSync(plugins, { recursive: true });
  if (status !== 0) throw new Error(stderr);
  sources.forEach((code, index) => {
    const text = readFileSync(`${place(index)}.out.mjs`, 'utf8');
    built.set(code, { name: `m${index}.mjs`, text });
  });
});
afterAll(() => {
  runner.close();
  rmSync(directory, { recursive: true, force: true });
});

/** What a bundler has made of a file, under the name that the file has in its program. */
function bundled(code: string, file: string): string {
  const found = built.get(code);
  if (found === undefined) throw new Error(`no bundler was given ${file}`);
  return found.text.replace(`"${found.name}"`, JSON.stringify(file));
}

describe('a program that a bundler has instrumented gives the figures that follow from its text', () => {
  for (const { name, needs, differences } of conformance(bundled, programs, runner)) {
    if (/commonjs/.test(name)) continue;
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
