import { checksum } from '@coroscope/adapter/cache';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { NodeOptions } from '../src/index.js';
import { calls, rowOf } from './support/figures.js';
import { writeFiles } from './support/files.js';
import { profile } from './support/launch.js';
import { describeOnEachNode } from './support/nodes.js';

const FILES = {
  'main.mjs': `import './esm.mts';\nimport './cjs.cjs';\nfunction main() {}\nmain();\n`,
  'esm.mts': `async function typed(text: string): Promise<void> { console.log(text); }\nawait typed('alpha!');\n`,
  'cjs.cjs': `function plain(text) { console.log(text); [].map(String); }\nplain('omega!');\n`,
};

let directory: string;
beforeEach(() => {
  directory = writeFiles(FILES);
});

const cache = () => join(directory, 'cache');

const entries = (): string[] =>
  readdirSync(cache(), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));

async function figures(node: string, options: Partial<NodeOptions> = {}) {
  const end = await profile(node, ['main.mjs'], { directory }, { cache: 'cache', ...options });
  expect(end).toMatchObject({ code: 0, stderr: '' });
  const calls = ['main', 'typed', 'plain'].map((name) => rowOf(end.profile, name).calls);
  return { stdout: end.stdout, calls };
}

/** Has what is kept of files print something else: a run that parses them would not. */
function mark(text: string, replacement: string): void {
  for (const entry of entries()) {
    const kept = readFileSync(entry, 'utf8');
    const end = kept.indexOf('\n');
    const code = kept.slice(end + 1).replaceAll(text, replacement);
    const head = { ...JSON.parse(kept.slice(0, end)), sum: checksum(code) };
    writeFileSync(entry, `${JSON.stringify(head)}\n${code}`);
  }
}

describeOnEachNode('instrumented files', (node) => {
  it('are taken from the cache by the next run, whatever language they are in', async () => {
    const first = await figures(node);
    expect(first).toEqual({ stdout: 'alpha!\nomega!\n', calls: [1, 1, 1] });
    expect(entries()).toHaveLength(3);
    mark('alpha!', 'kept alpha!');
    mark('omega!', 'kept omega!');
    expect(await figures(node)).toEqual({ stdout: 'kept alpha!\nkept omega!\n', calls: [1, 1, 1] });
    expect(entries()).toHaveLength(3);
  });
});

it('a file that has changed, or other options, are instrumented anew', async () => {
  await figures(process.execPath);
  mark('alpha!', 'kept!');
  writeFileSync(join(directory, 'esm.mts'), FILES['esm.mts'].replace('alpha!', 'changed'));
  expect(await figures(process.execPath)).toEqual({
    stdout: 'changed\nomega!\n',
    calls: [1, 1, 1],
  });
  const known = entries().length;
  // The command names the defaults, `coroscope/register` does not.
  await figures(process.execPath, { leaves: 'count', sourceText: true });
  expect(entries().length).toBe(known);
  await figures(process.execPath, { leaves: 'time' });
  expect(entries().length).toBe(known + 3);
});

it('damaged entries are as if they were not there', async () => {
  const expected = await figures(process.execPath);
  for (const entry of entries()) writeFileSync(entry, readFileSync(entry).subarray(0, 40));
  expect(await figures(process.execPath)).toEqual(expected);
});

it('nothing is kept without a cache', async () => {
  await figures(process.execPath, { cache: false });
  expect(() => entries()).toThrow('ENOENT');
});

it('a warning about a file is repeated by each run', async () => {
  directory = writeFiles({
    'main.cjs': `// coroscope ignore nothing\nfunction main() {}\nmain();\n`,
  });
  const run = () =>
    profile(process.execPath, ['main.cjs'], { directory }, { cache: 'cache', quiet: false });
  const first = await run();
  expect(first.stderr).toContain('unknown hint');
  expect((await run()).stderr).toBe(first.stderr);
});

it('what could not be instrumented near the end of the stack is instrumented by the next run', async () => {
  const nested = `${'['.repeat(300)}${']'.repeat(300)}`;
  const files = writeFiles({
    'deep.cjs': `exports.deep = function deep() {};\nexports.nested = ${nested};\n`,
    'near-the-end.cjs': `
      function at(depth) { return depth > 0 ? at(depth - 1) : require('./deep.cjs'); }
      for (let depth = 20_000; ; depth -= 20) {
        try { at(depth).deep(); break; } catch (error) { if (!(error instanceof RangeError)) throw error; }
      }
    `,
    'plain.cjs': `require('./deep.cjs').deep();`,
  });
  const run = (file: string) =>
    profile(process.execPath, [file], { directory: files }, { cache: 'cache' });
  const failed = await run('near-the-end.cjs');
  expect(calls(failed.profile)).not.toHaveProperty('deep');
  const next = await run('plain.cjs');
  expect(next).toMatchObject({ code: 0, stderr: '' });
  expect(rowOf(next.profile, 'deep').calls).toBe(1);
});
