import { readProfile, unpackComparison } from '@coroscope/profile';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { coroscope, writeFiles } from './support/command.js';

const node = process.execPath;

/** A program that calls `query` so many times. */
function program(queries: number, extra = ''): string {
  return `
    async function query() { await null; }
    async function main() { for (let i = 0; i < ${queries}; i++) await query(); ${extra} }
    await main();
    console.log('done');
  `;
}

const directory = writeFiles({
  'base/app.mjs': program(5),
  'head/app.mjs': program(21, 'function audit() { return [].concat(1); } audit();'),
  'failing.mjs': 'process.exit(3);\n',
});

async function save(from: string, file: string, ...options: string[]): Promise<void> {
  const args = ['run', '--quiet', ...options, '--out', join(directory, file), 'app.mjs'];
  const end = await coroscope(node, args, { directory: join(directory, from) });
  expect(end).toMatchObject({ code: 0 });
}

const diff = (...args: string[]) => coroscope(node, ['diff', ...args], { directory });

beforeAll(async () => {
  mkdirSync(join(directory, 'cpu'));
  await save('base', 'base.json');
  await save('head', 'head.json');
  await save('base', 'cpu/base.json', '--clock', 'cpu');
});

describe('coroscope diff', () => {
  it('reads standard input once', async () => {
    const input = readFileSync(join(directory, 'base.json'), 'utf8');
    const end = await coroscope(node, ['diff', '-', '-'], { directory, input });
    expect(end).toMatchObject({
      code: 2,
      stderr:
        'coroscope: - stands for one file, since standard input is read once; name the other\n',
    });
  });

  it('prints what was called more often, and what appeared', async () => {
    const end = await diff('base.json', 'head.json');
    expect(end).toMatchObject({ code: 0, stderr: '' });
    expect(end.stdout).toMatch(/^ +calls +5 +21 +\+16 +query {2}app\.mjs:2$/m);
    expect(end.stdout).toMatch(/^ +appeared +0 +1 +\+1 +main\.audit {2}app\.mjs:3$/m);
  });

  it('writes the page with both call trees', async () => {
    const end = await diff('base.json', 'head.json', '--out', 'comparison.html');
    expect(end).toMatchObject({
      code: 0,
      stderr: 'coroscope: page written to comparison.html\n',
    });
    const page = readFileSync(join(directory, 'comparison.html'), 'utf8');
    const [, data] = /data-kind="comparison"[^>]*>([^<]*)</.exec(page)!;
    const { comparison, tree } = unpackComparison(gunzipSync(Buffer.from(data, 'base64')));
    const calls = (side: 'base' | 'head', name: string) =>
      tree![side].calls.reduce(
        (sum, some, row) =>
          comparison.functions[tree!.function[row]]?.name === name ? sum + some : sum,
        0,
      );
    expect([calls('base', 'query'), calls('head', 'query')]).toEqual([5, 21]);
    expect([calls('base', 'main.audit'), calls('head', 'main.audit')]).toEqual([0, 1]);
  });

  it('fails for what it is asked to fail for', async () => {
    const failed = await diff('base.json', 'head.json', '--fail-on', 'calls,appeared');
    expect(failed.code).toBe(1);
    expect(failed.stderr).toBe('coroscope: failed for calls (1), appeared (1)\n');
    const fewer = await diff('head.json', 'base.json', '--fail-on', 'calls,suspensions,appeared');
    expect(fewer).toMatchObject({ code: 0, stderr: '' });
    const same = await diff(
      'base.json',
      'base.json',
      '--fail-on',
      'calls',
      '--fail-on',
      'appeared',
    );
    expect(same.code).toBe(0);
    expect(same.stdout).toContain('No count changed.');
  });

  it('writes the format that the file or --format asks for', async () => {
    const markdown = await diff('base.json', 'head.json', '--out', join(directory, 'c.md'));
    expect(markdown).toMatchObject({ code: 0, stdout: '' });
    const text = readFileSync(join(directory, 'c.md'), 'utf8');
    expect(text).toContain('| calls | 5 | 21 | +16 | `query` `app.mjs:2` |');
    const json = await diff('base.json', 'head.json', '--format', 'json');
    expect(JSON.parse(json.stdout)).toMatchObject({ format: 'coroscope-comparison', version: 1 });
  });

  it('takes several profiles a side, one by one or as folders', async () => {
    mkdirSync(join(directory, 'several'), { recursive: true });
    const repeated = await coroscope(
      node,
      ['run', '--runs', '2', '--out', join(directory, 'several/b.json'), 'app.mjs'],
      { directory: join(directory, 'base') },
    );
    // The program writes in its first run only.
    expect(repeated).toMatchObject({ code: 0, stdout: 'done\n' });
    const files = readdirSync(join(directory, 'several'));
    expect(files.sort()).toEqual(['b-1.json', 'b-2.json']);
    for (const file of files) {
      const text = readFileSync(join(directory, 'several', file), 'utf8');
      expect(() => readProfile(text, file)).not.toThrow();
    }
    const named = await diff(
      '--base',
      'several/b-1.json',
      'several/b-2.json',
      '--head',
      'head.json',
    );
    expect(named.stdout).toMatch(/2 and 1 runs/);
    const folders = await diff('several', 'several');
    expect(folders.stdout).toMatch(/2 runs a side/);
    expect(folders.stdout).toContain('No count changed.');
  });

  it.each([
    [['base.json'], /diff takes two profiles/],
    [['base.json', 'head.json', '--base', 'base.json'], /diff takes two profiles/],
    [['base.json', 'none.json'], /there is no none\.json; save a profile with/],
    [['base.json', 'failing.mjs'], /^coroscope: failing\.mjs: /],
    [['base.json', 'cpu/base.json'], /a wall clock and of a cpu clock do not compare/],
    [
      ['base.json', 'head.json', '--fail-on', 'time'],
      /--fail-on time takes at least 5 runs a side/,
    ],
    [['base.json', 'head.json', '--fail-on', 'speed'], /Choose of calls, suspensions/],
    [['base.json', 'head.json', '--alpha', '2'], /a number between 0 and 1/],
    [['base.json', 'head.json', '--threshold', 'x'], /Give a percentage/],
    [['base.json', 'head.json', '--out', 'c.pdf'], /no format has the extension of c\.pdf/],
  ])('refuses %j in one line', async (args, message) => {
    const end = await diff(...args);
    expect(end).toMatchObject({ code: 2, stdout: '' });
    expect(end.stderr).toMatch(message);
    expect(end.stderr.trim().split('\n').length).toBeLessThanOrEqual(2);
  });
});

describe('coroscope run --runs', () => {
  it('reports how much the runs differ', async () => {
    const end = await coroscope(node, ['run', '--runs', '3', 'app.mjs'], {
      directory: join(directory, 'base'),
    });
    expect(end).toMatchObject({ code: 0, stdout: 'done\n' });
    expect(end.stderr).toMatch(/^coroscope app\.mjs -+ wall clock \| 3 runs\n/);
    expect(end.stderr).toMatch(/^ +5 +5 .* query {2}app\.mjs:2$/m);
  });

  it('stops where a run fails, and says which', async () => {
    const end = await coroscope(node, ['run', '--runs', '3', 'failing.mjs'], { directory });
    expect(end).toMatchObject({ code: 3, stdout: '' });
    expect(end.stderr).toMatch(/^coroscope: run 1 of 3 failed \(exit code 3\): failing\.mjs; /);
  });

  it('refuses what is there for one run only', async () => {
    for (const option of [
      ['--trace', 'a.trace'],
      ['--format', 'json'],
    ]) {
      const end = await coroscope(node, ['run', '--runs', '2', ...option, 'failing.mjs'], {
        directory,
      });
      expect(end.code).toBe(2);
      expect(end.stderr).toMatch(/--trace is for one run|name it with --out/);
    }
  });
});

describe('coroscope compare', () => {
  it('runs two commands in turn and compares them', async () => {
    const log = join(directory, 'log.txt');
    for (const side of ['base', 'head']) {
      const line = `import { appendFileSync } from 'node:fs';\nappendFileSync(process.argv[2], '${side} ');\n`;
      writeFileSync(join(directory, side, 'logged.mjs'), line + program(side === 'base' ? 1 : 2));
    }
    const commands = ['--', 'base/logged.mjs', log, '--', `node head/logged.mjs "${log}"`];
    const end = await coroscope(node, ['compare', '--runs', '2', ...commands], { directory });
    expect(end).toMatchObject({ code: 0, stderr: '' });
    expect(readFileSync(log, 'utf8')).toBe('base head base head ');
    expect(end.stdout).toMatch(/^ +calls +1 +2 +\+1 +query/m);
    // What the programs print would come between.
    expect(end.stdout).not.toContain('done');
    expect(end.stdout).toContain('has moved to head/logged.mjs');
  });

  it('lets the programs print if asked to, and fails as diff does', async () => {
    const args = ['compare', '--runs', '1', '--show-output', '--fail-on', 'calls'];
    const end = await coroscope(node, [...args, '--', 'base/app.mjs', '--', 'head/app.mjs'], {
      directory,
    });
    expect(end.code).toBe(1);
    expect(end.stdout).toMatch(/^done\ndone\n/);
    expect(end.stderr).toBe('coroscope: failed for calls (1)\n');
  });

  it.each([
    [['base/app.mjs'], /compare takes two commands/],
    [['--', 'base/app.mjs'], /compare takes two commands/],
    [['--', 'base/app.mjs', '--'], /compare takes two commands/],
    [['--', 'base/app.mjs', '--', 'none.mjs'], /there is no script none\.mjs/],
    [
      ['--', 'base/app.mjs', '--', 'failing.mjs'],
      /run 2 of 20 failed \(exit code 3\): failing\.mjs/,
    ],
    [['--fail-on', 'time', '--runs', '4', '--', 'a', '--', 'b'], /takes at least 5 runs a side/],
  ])('refuses %j in one line', async (args, message) => {
    const end = await coroscope(node, ['compare', ...args], { directory });
    expect(end).toMatchObject({ code: 2, stdout: '' });
    expect(end.stderr).toMatch(message);
  });
});
