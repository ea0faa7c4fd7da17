import { readProfile } from '@coroscope/profile';
import { mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { coroscope, run, temporaryDirectory, writeFiles } from './support/command.js';

const node = process.execPath;
const PROGRAM = {
  'main.mjs': `
    async function alpha() { for (const _ of [1]) await null; }
    function beta() { return [1, 2].join(); }
    function main() { beta(); beta(); return alpha(); }
    await main();
    console.log('done');
  `,
};
const ESCAPE = String.fromCharCode(27);

describe('where the report goes', () => {
  it('is standard error, in plain text', async () => {
    const directory = writeFiles(PROGRAM);
    const end = await coroscope(node, ['run', 'main.mjs'], { directory });
    expect(end).toMatchObject({ code: 0, stdout: 'done\n' });
    expect(end.stderr).toMatch(/alpha.*main\.mjs:2/);
    expect(end.stderr).toMatch(/^[\n\x20-\x7e]*$/);
  });

  it('is the file that --out names, as text or as a profile by its name', async () => {
    const directory = writeFiles(PROGRAM);
    const text = await coroscope(node, ['run', '--out', 'a.txt', 'main.mjs'], { directory });
    expect(text.stderr).toBe('coroscope: report written to a.txt\n');
    expect(readFileSync(join(directory, 'a.txt'), 'utf8')).toMatch(/alpha.*main\.mjs:2/);

    const json = await coroscope(node, ['run', '--out', 'a.json', 'main.mjs'], { directory });
    expect(json.stderr).toBe('coroscope: profile written to a.json\n');
    const profile = readProfile(readFileSync(join(directory, 'a.json'), 'utf8'), 'a.json');
    expect(profile.program).toMatchObject({ arguments: ['main.mjs'], directory });

    const none = await coroscope(node, ['run', '--out', 'report', 'main.mjs'], { directory });
    expect(none.stderr).toBe('coroscope: report written to report\n');
    expect(readFileSync(join(directory, 'report'), 'utf8')).toMatch(/alpha.*main\.mjs:2/);
  });

  it('is in the format that --format names, whatever the file is called', async () => {
    const directory = writeFiles(PROGRAM);
    const args = ['run', '--quiet', '--format', 'json', '--out', 'b.html', 'main.mjs'];
    const quiet = await coroscope(node, args, { directory });
    expect(quiet.stderr).toBe('');
    expect(() => readProfile(readFileSync(join(directory, 'b.html'), 'utf8'), 'b')).not.toThrow();
  });

  it('has colours if they are forced, unless they are refused', async () => {
    const directory = writeFiles(PROGRAM);
    const environment = { FORCE_COLOR: '1' };
    const forced = await coroscope(node, ['run', 'main.mjs'], { directory, environment });
    expect(forced.stderr).toContain(ESCAPE);
    const refused = ['run', '--no-color', 'main.mjs'];
    const plain = await coroscope(node, refused, { directory, environment });
    expect(plain.stderr).not.toContain(ESCAPE);
  });
});

describe('coroscope report', () => {
  it('prints a saved profile again, to standard output, with other options', async () => {
    const directory = writeFiles(PROGRAM);
    await coroscope(node, ['run', '--quiet', '--out', 'a.json', 'main.mjs'], { directory });
    const args = ['report', '--sort', 'name', '--limit', '2', 'a.json'];
    const end = await coroscope(node, args, { directory });
    expect(end).toMatchObject({ code: 0, stderr: '' });
    const functions = end.stdout.slice(end.stdout.indexOf('\nFunctions '));
    const rows = functions.split('\n').filter((line) => /main\.mjs:\d/.test(line));
    expect(rows[0]).toContain('<module>');
    expect(rows[1]).toContain('alpha');
    expect(end.stdout).toContain('by name');
  });

  it('reads standard input', async () => {
    const directory = writeFiles(PROGRAM);
    await coroscope(node, ['run', '--quiet', '--out', 'a.json', 'main.mjs'], { directory });
    const input = readFileSync(join(directory, 'a.json'), 'utf8');
    const end = await coroscope(node, ['report', '-'], { directory, input });
    expect(end).toMatchObject({ code: 0, stderr: '' });
    expect(end.stdout).toMatch(/alpha.*main\.mjs:2/);
    const broken = await coroscope(node, ['report', '-'], { directory, input: '{}' });
    expect(broken).toMatchObject({ code: 2, stdout: '' });
    expect(broken.stderr).toMatch(/^coroscope: standard input: is not a Coroscope profile/);
  });

  it('reads the profiles of a directory as one', async () => {
    const directory = writeFiles(PROGRAM);
    await coroscope(node, ['run', '--quiet', '--out', 'a.json', 'main.mjs'], { directory });
    mkdirSync(join(directory, 'profiles'));
    const profile = readFileSync(join(directory, 'a.json'));
    writeFileSync(join(directory, 'profiles/second.json'), profile);
    renameSync(join(directory, 'a.json'), join(directory, 'profiles/first.json'));
    const end = await coroscope(node, ['report', 'profiles'], { directory });
    expect(end).toMatchObject({ code: 0, stderr: '' });
    // Each run has called beta twice.
    expect(end.stdout).toMatch(/^ +4 .* beta {2}main\.mjs:3$/m);
    for (const thread of ['first main', 'second main']) expect(end.stdout).toContain(thread);
  });

  it('prints the summary of a trace', async () => {
    const directory = writeFiles(PROGRAM);
    const trace = ['run', '--quiet', '--trace', 'a.trace', 'main.mjs'];
    await coroscope(node, trace, { directory });
    const summary = await coroscope(node, ['trace', 'a.trace'], { directory });
    const end = await coroscope(node, ['report', 'a.trace'], { directory });
    expect(end).toMatchObject({ code: 0, stderr: '', stdout: summary.stdout });
    const out = ['report', '--out', 'a.txt', 'a.trace'];
    const refused = await coroscope(node, out, { directory });
    expect(refused).toMatchObject({ code: 2, stdout: '' });
    expect(refused.stderr).toMatch(
      /^coroscope: a\.trace is a trace, .*: coroscope trace a\.trace\n$/,
    );
  });

  it('ends quietly when the reader has seen enough', async () => {
    const directory = writeFiles(PROGRAM);
    await coroscope(node, ['run', '--quiet', '--out', 'a.json', 'main.mjs'], { directory });
    const command = `"${node}" "${join(__dirname, '../bin/coroscope.js')}" report a.json | head -1`;
    const end = await run('sh', ['-c', command], { directory });
    expect(end.stderr).toBe('');
  });
});

it('shows paths relative to the working directory where the profile knows no other', async () => {
  const directory = writeFiles(PROGRAM);
  const file = join(directory, 'profile.json');
  await coroscope(node, ['run', '--quiet', '--out', file, 'main.mjs'], { directory });
  const { program: _, ...profile } = JSON.parse(readFileSync(file, 'utf8'));
  writeFileSync(file, JSON.stringify(profile));
  const end = await coroscope(node, ['report', file], { directory });
  expect(end.stdout).toContain('alpha  main.mjs:2');
});

describe('node --import coroscope/register', () => {
  it('saves the profile of the program and its threads', async () => {
    const directory = writeFiles({
      ...PROGRAM,
      'node_modules/.keep': '',
      'start.mjs': `
        import { Worker } from 'node:worker_threads';
        function start() { return new Worker(new URL('./main.mjs', import.meta.url)); }
        start();
      `,
    });
    const register = join(__dirname, '../dist/esm/register.js');
    const end = await run(node, ['--import', register, 'start.mjs'], { directory });
    expect(end).toMatchObject({
      code: 0,
      stdout: 'done\n',
      stderr: 'coroscope: profile saved; print it with: coroscope report\n',
    });
    const file = join(directory, 'node_modules/.cache/coroscope/profile.json');
    const { threads, functions } = readProfile(readFileSync(file, 'utf8'), file);
    expect(threads.map(({ name }) => name)).toEqual(['main', 'worker 1 (main.mjs)']);
    expect(functions.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['start', 'main', 'alpha', 'beta']),
    );
    expect(readdirSync(directory).sort()).toEqual(['main.mjs', 'node_modules', 'start.mjs']);
    const report = await coroscope(node, ['report'], { directory });
    expect(report).toMatchObject({ code: 0, stderr: '' });
    expect(report.stdout).toMatch(/^coroscope start\.mjs /);
  });
});

describe('--version and --help', () => {
  it('print to standard output', async () => {
    const directory = temporaryDirectory();
    const version = await coroscope(node, ['--version'], { directory });
    expect(version).toMatchObject({ code: 0, stdout: expect.stringMatching(/^\d+\.\d+\.\d+\n$/) });
    const commands = ['run', 'report', 'convert', 'merge', 'push', 'check', 'trace', 'config'];
    const helps = commands.flatMap((name) => [
      [name, '--help'],
      ['help', name],
    ]);
    for (const args of [['--help'], ['help'], ...helps]) {
      const help = await coroscope(node, args, { directory });
      expect(help).toMatchObject({ code: 0, stderr: '' });
      expect(help.stdout).toContain('Examples:');
    }
  });
});
