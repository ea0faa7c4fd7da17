import { chmodSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readProfile } from '@coroscope/profile';
import { calls, coroscope, run, writeFiles, type RunEnd } from './support/command.js';

const node = process.execPath;

/** Prints what the program sees of how it was started. */
const SHOW = `
  function show() {
    const { execArgv, env } = process;
    console.log(JSON.stringify({ arguments: process.argv.slice(2), execArgv, X: env.X ?? null }));
  }
  show();
`;

const PROGRAM = {
  'package.json': JSON.stringify({
    type: 'module',
    scripts: { start: 'node show.js started' },
    imports: { '#mode': { dev: './dev.js', default: './other.js' } },
  }),
  'show.js': SHOW,
  'mode.js': "import { mode } from '#mode';\nconsole.log(mode);\n",
  'dev.js': "export const mode = 'dev';\n",
  'other.js': "export const mode = 'other';\n",
  'x.env': 'X=from the file\n',
  'node_modules/.bin/tool': `#!/usr/bin/env node\n${SHOW}`,
  'node_modules/.bin/wrapped': '#!/bin/sh\nexec node show.js "$@"\n',
};

/** A program that runs, with what package managers install. */
function writeProgram(): string {
  const directory = writeFiles(PROGRAM);
  for (const name of ['tool', 'wrapped'])
    chmodSync(join(directory, 'node_modules/.bin', name), 0o755);
  return directory;
}

/** What the last line that the program has printed says. */
function shown({ stdout }: RunEnd): unknown {
  return JSON.parse(stdout.trim().split('\n').at(-1)!);
}

const BARE = { execArgv: [], X: null };

describe('what is run', () => {
  it('needs no "run"', async () => {
    const directory = writeProgram();
    const end = await coroscope(node, ['--quiet', 'show.js', 'a'], { directory });
    expect(end.code).toBe(0);
    expect(shown(end)).toEqual({ ...BARE, arguments: ['a'] });
    expect(end.stderr).toMatch(/show {2}show\.js:2/);
  });

  it.each([
    { what: 'a script of package.json', args: ['npm', 'start'], given: ['started'] },
    {
      what: 'a local command that is no JavaScript',
      args: ['wrapped', '--out', 'b'],
      given: ['--out', 'b'],
    },
    { what: 'Node', args: [node, 'show.js', 'c'], given: ['c'] },
    { what: 'a script', args: ['./show.js', 'd'], given: ['d'] },
  ])('is, after --, $what', async ({ args, given }) => {
    const directory = writeProgram();
    const run = ['run', '--quiet', '--out', 'p.json', '--', ...args];
    const end = await coroscope(node, run, { directory });
    expect(end).toMatchObject({ code: 0, stderr: '' });
    expect(shown(end)).toEqual({ ...BARE, arguments: given });
    const profile = readProfile(readFileSync(join(directory, 'p.json'), 'utf8'), 'p.json');
    expect(calls(profile)).toMatchObject({ show: 1 });
    // What is between us and the program runs nothing that is instrumented.
    expect(profile.threads.map(({ name }) => name)).toEqual(['main']);
  });

  it.each(['tool', 'wrapped'])('may be a local command: %s', async (name) => {
    const directory = writeProgram();
    const end = await coroscope(node, ['run', '--all', name, 'a'], { directory });
    expect(end.code).toBe(0);
    expect(shown(end)).toEqual({ ...BARE, arguments: ['a'] });
    expect(end.stderr).toMatch(/ show /);
  });

  it('is a script before it is a local command of that name', async () => {
    const directory = writeFiles({
      ...PROGRAM,
      'tool.js': 'console.log(JSON.stringify("script"));',
    });
    expect(shown(await coroscope(node, ['run', 'tool'], { directory }))).toBe('script');
  });

  it('ends by its own exit code where a command runs it', async () => {
    const directory = writeFiles({ 'fail.cjs': 'process.exitCode = 3;' });
    const end = await coroscope(node, ['run', '--', node, 'fail.cjs'], { directory });
    expect(end).toMatchObject({ code: 3, signal: null });
  });
});

describe('options of Node, before the script', () => {
  it.each([
    { option: ['--no-warnings'] },
    { option: ['--max-old-space-size=200'] },
    { option: ['--max_old_space_size=200'] },
    { option: ['--conditions', 'dev'] },
    { option: ['-C', 'dev'] },
    { option: ['--stack-trace-limit=5', '--no-deprecation'] },
  ])('reach Node, and the program, as they do bare: $option', async ({ option }) => {
    const directory = writeProgram();
    const bare = await run(node, [...option, 'show.js', 'a'], { directory });
    const end = await coroscope(node, ['run', ...option, '--quiet', 'show.js', 'a'], { directory });
    expect(shown(end)).toEqual(shown(bare));
    expect(shown(end)).toMatchObject({ execArgv: option });
  });

  it('have their effect', async () => {
    const directory = writeProgram();
    const env = await coroscope(node, ['run', '--env-file', 'x.env', 'show.js'], { directory });
    expect(shown(env)).toMatchObject({ X: 'from the file' });
    const dev = await coroscope(node, ['--conditions=dev', 'mode.js'], { directory });
    expect(dev.stdout).toBe('dev\n');
  });

  it('may be of V8 by name only', async () => {
    const directory = writeFiles({
      'main.cjs': 'console.log(typeof %GetOptimizationStatus(() => 1));',
    });
    const option = '--node-option=--allow-natives-syntax';
    const end = await coroscope(node, ['run', option, 'main.cjs'], { directory });
    expect(end).toMatchObject({ code: 0, stdout: 'number\n' });
  });
});

describe('an option of ours after the script', () => {
  const HINT = /^coroscope: --sort went to the program, .*options of coroscope go before it$/m;

  it('belongs to the program, and a line says so', async () => {
    const directory = writeProgram();
    const end = await coroscope(node, ['run', 'show.js', '--sort', 'self'], { directory });
    expect(shown(end)).toMatchObject({ arguments: ['--sort', 'self'] });
    expect(end.stderr).toMatch(HINT);
  });

  it.each([
    ['--', './show.js', '--sort', 'self'],
    ['--quiet', 'show.js', '--sort', 'self'],
    ['show.js', '--sorted', '-V'],
  ])('needs no such line where it was meant: %j', async (...args) => {
    const directory = writeProgram();
    const end = await coroscope(node, ['run', ...args], { directory });
    expect(end.stderr).not.toContain('went to the program');
  });
});

it('an option of a limit that a note names takes effect', async () => {
  const directory = writeFiles({
    'main.cjs': `
      const work = (depth) => { for (; depth > 0; depth = 0) work(depth - 1); };
      work(50);
    `,
  });
  const folded = await coroscope(node, ['run', '--max-contexts', '10', 'main.cjs'], { directory });
  expect(folded.stderr.replace(/\s+/g, ' ')).toContain('Raise maxContexts (--max-contexts)');
  const whole = await coroscope(node, ['run', '--max-contexts', '1000', 'main.cjs'], { directory });
  expect(whole.stderr).not.toContain('maxContexts');
});
