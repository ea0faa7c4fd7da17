import { readProfile } from '@coroscope/profile';
import { mkdirSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { calls, command, locations, run, writeFiles } from './support/command.js';
import { describeOnHost } from './support/hosts.js';

const FILES = {
  'main.ts': `import { setTimeout as sleep } from 'node:timers/promises';
enum Kind { Small = 1, Large }
async function work(kind: Kind): Promise<number> {
  await sleep(1);
  return kind;
}
work(Kind.Large).then(console.log);
`,
  'main.cjs': `const { add } = require('./add.cjs');
function main() { return [add(1, 2), require.main === module].join(); }
console.log(main());
`,
  'add.cjs': `exports.add = function add(a, b) { return [a, b].map(Number).length; };\n`,
  'import.mjs': `import { add } from './add.cjs';\nconsole.log(add(1, 2));\n`,
  'total.ts': `export async function total(n: number): Promise<number> { await null; return n + 1; }\n`,
  'bun.test.ts': `
    import { expect, test } from 'bun:test';
    import { total } from './total.ts';
    test('total', async () => expect(await total(2)).toBe(3));
  `,
  'deno_test.ts': `
    import { total } from './total.ts';
    Deno.test('total', async () => { if ((await total(2)) !== 3) throw new Error(); });
  `,
  'more_test.ts': `
    import { total } from './total.ts';
    Deno.test('more', async () => { await total(1); await total(2); });
  `,
  'plain.mjs': `import { add } from './plain.js';
import numbers from './numbers.json' with { type: 'json' };
async function sum() { await null; return add(...numbers); }
console.log(await sum());
`,
  'plain.js': `export function add(a, b) { return [a, b].map(Number).length; };
`,
  'numbers.json': '[1, 2]',
  'script.js': `async function half(n) { return n / 2; }\nfunction strict() { return !this; }\nhalf(4).then((n) => console.log(n, strict()));\n`,
  'script.ts': `async function half(n: number) { return n / 2; }\nfunction strict() { return !this; }\nhalf(4).then((n) => console.log(n, strict()));\n`,
  'built.ts': `
    import { profiler } from '@coroscope/runtime';
    import { add } from './add.cjs';
    import { total } from './total.ts';
    const { profile } = await profiler.run(() => total(add(1, 2)));
    for (const { name, line, column, file } of profile.functions)
      console.log(name, profile.files[file].path, line, column);
  `,
  'build.ts': `
    import coroscope from '@coroscope/unplugin/bun';
    const plugins = [coroscope()];
    await Bun.build({ entrypoints: ['built.ts'], outdir: 'out', target: 'node', plugins });
  `,
  'package.json': '{ "dependencies": { "coroscope": "0.1.0" } }',
};

function writeProject(): string {
  const directory = writeFiles(FILES);
  mkdirSync(join(directory, 'node_modules'));
  symlinkSync(join(__dirname, '..'), join(directory, 'node_modules/coroscope'), 'dir');
  const packages = join(__dirname, '../../../node_modules/@coroscope');
  symlinkSync(packages, join(directory, 'node_modules/@coroscope'), 'dir');
  return directory;
}

/** Runs a host in the project, and reads the profile that is saved there. */
async function profiled(host: string, args: string[]) {
  const directory = writeProject();
  const { code, stdout } = await run(host, args, {
    directory,
    environment: { COROSCOPE_OPTIONS: '{"out":"profile.json"}' },
  });
  const file = join(directory, 'profile.json');
  const profile = readProfile(readFileSync(file, 'utf8'), file);
  const { work } = locations(profile, directory);
  return { code, stdout, calls: calls(profile), work, platform: profile.program?.platform };
}

const RUN = ['run', '--out', 'profile.json'];

describeOnHost('Bun', (bun) => {
  it.each([
    ['--preload', 'coroscope/bun'],
    [command, ...RUN],
    [command, ...RUN, '--held'],
  ])('profiles TypeScript: bun %s %s', async (...args) => {
    expect(await profiled(bun, [...args, 'main.ts'])).toEqual({
      code: 0,
      stdout: '2\n',
      calls: { work: 1 },
      work: 'main.ts:3:1',
      platform: expect.stringMatching(/^bun \d/),
    });
  });

  it('profiles CommonJS', async () => {
    const required = await profiled(bun, ['--preload', 'coroscope/bun', 'main.cjs']);
    expect(required).toMatchObject({ stdout: '2,true\n', calls: { main: 1, add: 1 } });
    const imported = await profiled(bun, ['--preload', 'coroscope/bun', 'import.mjs']);
    expect(imported).toMatchObject({ stdout: '2\n', calls: { add: 1 } });
  });

  it('profiles tests', async () => {
    const end = await profiled(bun, ['test', '--preload', 'coroscope/bun', 'bun.test.ts']);
    expect(end).toMatchObject({ code: 0, calls: { total: 1 } });
  });

  it('bundles what reports its figures under Node', async () => {
    const directory = writeProject();
    expect(await run(bun, ['build.ts'], { directory })).toMatchObject({ code: 0, stdout: '' });
    const { stdout } = await run(process.execPath, ['out/built.js'], { directory });
    expect(stdout.trim().split('\n').sort()).toEqual([
      '<run> built.ts 5 44',
      'add add.cjs 1 15',
      'total total.ts 1 8',
    ]);
  });
});

describeOnHost('Deno', (deno) => {
  it.each([
    ['--import', 'npm:coroscope/register'],
    [command, ...RUN],
    [command, ...RUN, '--held'],
  ])('profiles TypeScript: deno run --allow-all %s %s', async (...args) => {
    expect(await profiled(deno, ['run', '--allow-all', ...args, 'main.ts'])).toEqual({
      code: 0,
      stdout: '2\n',
      calls: { work: 1 },
      work: 'main.ts:3:1',
      platform: expect.stringMatching(/^deno \d/),
    });
  });

  it('profiles CommonJS', async () => {
    const args = ['run', '--allow-all', '--import', 'npm:coroscope/register', 'main.cjs'];
    expect(await profiled(deno, args)).toMatchObject({ calls: { main: 1, add: 1 } });
  });

  it('profiles JavaScript', async () => {
    const args = ['run', '--allow-all', '--import', 'npm:coroscope/register', 'plain.mjs'];
    expect(await profiled(deno, args)).toMatchObject({ stdout: '2\n', calls: { sum: 1, add: 1 } });
  });

  it.each(['script.js', 'script.ts'])(
    'takes for an ES module what it takes for one: %s',
    async (file) => {
      const args = ['run', '--allow-all', '--import', 'npm:coroscope/register', file];
      expect(await profiled(deno, args)).toMatchObject({
        stdout: '2 true\n',
        calls: { half: 1 },
      });
    },
  );

  it.each([
    { files: ['deno_test.ts'], total: 1 },
    { files: ['deno_test.ts', 'more_test.ts'], total: 3 },
    { files: ['--parallel', 'deno_test.ts', 'more_test.ts'], total: 3 },
  ])('profiles tests: $files', async ({ files, total }) => {
    const args = ['test', '--allow-all', '--import', 'npm:coroscope/register', ...files];
    expect(await profiled(deno, args)).toMatchObject({ code: 0, calls: { total } });
  });
});
