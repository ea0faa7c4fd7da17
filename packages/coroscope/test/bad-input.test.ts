import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { command, coroscope, run, temporaryDirectory, writeFiles } from './support/command.js';

const node = process.execPath;
const PROGRAM = { 'main.mjs': 'function main() { for (const _ of [1]); }\nmain();\n' };

/** One line from us, with no stack trace, and an exit code that says that nothing was done. */
async function expectRefusal(args: string[], message: RegExp, directory = temporaryDirectory()) {
  const end = await coroscope(node, args, { directory });
  expect(end).toMatchObject({ code: 2, signal: null, stdout: '' });
  expect(end.stderr).toMatch(message);
  expect(end.stderr).toMatch(/^coroscope: [^\n]*\n(Run "coroscope (\w+ )?--help"[^\n]*\n)?$/);
}

describe('a mistake on the command line', () => {
  it.each([
    { args: ['run'], message: /missing required argument 'program'/ },
    { args: ['run', 'nowhere.ts'], message: /there is no script nowhere\.ts; give the path/ },
    {
      args: ['run', '--clok', 'cpu', 'main.mjs'],
      message: /unknown option '--clok' \(did you mean --clock\?\)/,
    },
    { args: ['run', '--clock', 'sun', 'main.mjs'], message: /'sun' is invalid.*wall, cpu/ },
    { args: ['run', '--limit', '0', 'main.mjs'], message: /'0' is invalid.*above 0/ },
    {
      args: ['run', '--min-time', 'x', 'main.mjs'],
      message: /'x' is invalid.*number of milliseconds/,
    },
    { args: ['run', '--min-calls', '1.5', 'main.mjs'], message: /'1.5' is invalid.*whole number/ },
    { args: ['run', '--sort', 'size', 'main.mjs'], message: /'size' is invalid.*total, onStack/ },
    { args: ['run', '--format', 'xml', 'main.mjs'], message: /'xml' is invalid.*text, callgrind/ },
    { args: ['rnu', 'main.mjs'], message: /unknown command 'rnu' \(Did you mean run\?\)/ },
    {
      args: ['nowhere.ts'],
      message: /there is no script nowhere\.ts; give the path of a file to run$/m,
    },
    {
      args: ['run', 'npm', 'start'],
      message: /no script npm; .*run a command with: coroscope run -- npm/,
    },
    {
      args: ['run', '--', 'no-such-command'],
      message: /there is no command no-such-command; give one/,
    },
    { args: ['run', '--'], message: /there is no command after --; give one/ },
    {
      args: ['run', '--inspect', '--', 'npm', 'start'],
      message: /--inspect is for Node, and npm is/,
    },
    { args: ['--eval', '1'], message: /node --eval runs no file; write the code to a file/ },
    { args: ['run', '-p', '1'], message: /node -p runs no file/ },
    { args: ['run', '--check', 'main.mjs'], message: /with: node --check <script>/ },
    { args: ['run', '--test'], message: /use: coroscope run -- node --test/ },
    {
      args: ['run', '--watch', 'main.mjs'],
      message: /--watch never ends, .*run the command again/,
    },
    { args: ['run', '--run', 'start'], message: /use: coroscope run -- npm run <name>/ },
    {
      args: ['run', '--conditons', 'dev', 'main.mjs'],
      message: /unknown option '--conditons' \(did you mean --conditions\?\)/,
    },
    {
      args: ['run', '--allow-natives-syntax', 'main.mjs'],
      message: /is an option of V8, .*give it as --node-option=--allow-natives-syntax\n/,
    },
    {
      args: ['run', '--stack-size=2000', 'main.mjs'],
      message: /--stack-size is an option of V8, .*give it as --node-option=--stack-size=2000\n/,
    },
    {
      args: ['run', '--out', 'no/where.json', 'main.mjs'],
      message: /can't write no\/where\.json.*name another file with --out/,
    },
    {
      args: ['run', '--out', '.', 'main.mjs'],
      message: /can't write \. \(it is a directory\)/,
    },
    {
      args: ['run', '--out', 'x.docx', 'main.mjs'],
      message:
        /: no format has the extension of x\.docx; choose one of \.txt or \.log for text, .*\.json for json, .*or give --format$/m,
    },
    {
      args: ['report', '--out', 'x.xyz', 'none.json'],
      message: /no format has the extension of x\.xyz/,
    },
    { args: ['report'], message: /there is no profile of an earlier run; name one, or save one/ },
    { args: ['report', 'none.json'], message: /there is no none\.json; save a profile with/ },
    { args: ['report', '.'], message: /there is no profile in \., which has no \.json file/ },
  ])('is reported in one line: $args', async ({ args, message }) => {
    await expectRefusal(args, message, writeFiles(PROGRAM));
  });
});

describe('a profile that can not be read', () => {
  it.each([
    { text: '', message: /is empty/ },
    { text: '{"format":"coroscope-profile","version":1,', message: /is cut off/ },
    { text: '\x1f\x8b\x08{"', message: /p\.json: is not JSON; make one with/ },
    {
      text: '{"format":\n  "coroscope-profile",,}',
      message: /is no longer JSON.*save the profile again/,
    },
    { text: '[]', message: /is not a Coroscope profile/ },
    { text: '{"format":"coroscope-profile","version":9}', message: /newer.*upgrade coroscope/ },
    { text: '{"format":"coroscope-profile","version":1}', message: /damaged/ },
  ])('is reported in one line: $text', async ({ text, message }) => {
    await expectRefusal(['report', 'p.json'], message, writeFiles({ 'p.json': text }));
  });
});

describe('a file that can not be instrumented', () => {
  it('fails as it fails without us if it does not parse', async () => {
    const directory = writeFiles({ 'main.mjs': 'const = 1;\n', 'main.ts': 'enum = 1;\n' });
    const bare = await run(node, ['main.mjs'], { directory });
    const end = await coroscope(node, ['run', 'main.mjs'], { directory });
    expect(end.code).toBe(1);
    expect(withoutOurs(end.stderr)).toBe(bare.stderr);
    const typed = await coroscope(node, ['run', 'main.ts'], { directory });
    expect(typed.code).toBe(1);
    expect(withoutOurs(typed.stderr)).toMatch(/main\.ts:1\nenum = 1;\n {5}\^\n\nSyntaxError: /);
    expect(typed.stderr).not.toMatch(/^ +at .*coroscope|dist\/esm/m);
  });

  it('runs untouched if only the transform can not handle it, and that is reported once', async () => {
    const directory = writeFiles({
      'main.cjs': `
        const path = require.resolve('./odd.cjs');
        function main() { return [require(path)(), delete require.cache[path], require(path)()]; }
        console.log(main().join());
      `,
      // Syntax that the engine takes when it is asked to.
      'odd.cjs':
        'module.exports = function odd() {\n  return typeof %GetOptimizationStatus(odd);\n};',
    });
    const args = ['--allow-natives-syntax', command, 'run', '--out', 'report.txt', 'main.cjs'];
    const end = await run(node, args, { directory });
    expect(end).toMatchObject({ code: 0, stdout: 'number,true,number\n' });
    const odd = join(directory, 'odd.cjs');
    expect(end.stderr.split('\n')).toEqual([
      expect.stringContaining(`coroscope: not instrumented: ${odd}:2`),
      'coroscope: report written to report.txt',
      '',
    ]);
    expect(readFileSync(join(directory, 'report.txt'), 'utf8')).toMatch(/main.*main\.cjs:3/);
  });

  const NOTHING =
    'no instrumented code ran; choose files with --include, or take everything with --all';

  it('says when nothing was instrumented', async () => {
    const directory = writeFiles(PROGRAM);
    const args = ['run', '--exclude', '*', 'main.mjs'];
    const end = await coroscope(node, args, { directory });
    expect(end).toMatchObject({ code: 0, stderr: `coroscope: ${NOTHING}\n` });
  });

  it('says so in the profile, too', async () => {
    const directory = writeFiles(PROGRAM);
    const args = ['run', '--quiet', '--out', 'p.json', '--exclude', '*', 'main.mjs'];
    await coroscope(node, args, { directory });
    const { notes } = JSON.parse(readFileSync(join(directory, 'p.json'), 'utf8'));
    expect(notes).toEqual([`N${NOTHING.slice(1)}.`]);
  });

  it('says so where no command waits, and saves to the cache of a user without node_modules', async () => {
    const directory = writeFiles(PROGRAM);
    const cache = temporaryDirectory();
    const environment = {
      XDG_CACHE_HOME: cache,
      COROSCOPE_OPTIONS: '{ "exclude": "*" }',
    };
    const register = join(__dirname, '../dist/esm/register.js');
    const end = await run(node, ['--import', register, 'main.mjs'], { directory, environment });
    expect(end).toMatchObject({ code: 0, stdout: '' });
    expect(end.stderr.split('\n')).toEqual([
      `coroscope: ${NOTHING}`,
      'coroscope: profile saved; print it with: coroscope report',
      '',
    ]);
    expect(readdirSync(directory)).toEqual(['main.mjs']);
    const [project] = readdirSync(join(cache, 'coroscope'));
    expect(readdirSync(join(cache, 'coroscope', project))).toEqual(['profile.json']);
  });
});

describe('our own failure', () => {
  it('leaves the program as it is', async () => {
    const directory = writeFiles({ 'main.mjs': 'console.log("runs");' });
    const end = await run(node, ['main.mjs'], {
      directory,
      environment: {
        NODE_OPTIONS: `--import=${join(__dirname, '../dist/esm/register.js')}`,
        COROSCOPE_OPTIONS: '{ "clock": "sun" }',
      },
    });
    expect(end).toMatchObject({
      code: 0,
      stdout: 'runs\n',
      stderr: `coroscope: the program is not profiled: COROSCOPE_OPTIONS: option 'clock' must be 'wall' or 'cpu', not "sun"\n`,
    });
  });
});

function withoutOurs(stderr: string): string {
  return stderr.replace(/^coroscope: .*\n/gm, '');
}
