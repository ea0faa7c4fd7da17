import { readProfile, type Profile } from '@coroscope/profile';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import type { ChildProcess } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { stripVTControlCharacters } from 'node:util';
import { calls, command, coroscope, temporaryDirectory, writeFiles } from './support/command.js';
import { killRunning, start } from './support/running.js';

afterEach(killRunning);

const own = pathToFileURL(join(__dirname, '../dist/esm/index.js')).href;

/** Three functions that are called three times each: before it is recorded, meanwhile, and afterwards. */
const PROGRAM = `
  import { existsSync, writeSync } from 'node:fs';
  import { setTimeout as sleep } from 'node:timers/promises';
  import { profiler } from '${own}';
  async function until(isOn) { while (profiler.isRunning !== isOn) await sleep(5); }
  async function early() { await null; }
  async function recorded() { await null; }
  async function late() { await null; }
  for (let i = 0; i < 3; i++) await early();
  writeSync(1, process.pid + '\\n');
  await until(true);
  for (let i = 0; i < 3; i++) await recorded();
  writeSync(1, 'recorded\\n');
  await until(false);
  for (let i = 0; i < 3; i++) await late();
  writeSync(1, 'done\\n');
`;

/** What has been called of the three. */
function recorded(profile: Profile): object {
  const { early, recorded, late } = calls(profile);
  return { early, recorded, late };
}
const ONLY_RECORDED = { early: undefined, recorded: 3, late: undefined };

/** Runs the program, and reads what it has left. */
async function profile(
  options: string[],
  onLine: (line: string, child: ChildProcess) => void = () => {},
): Promise<Profile> {
  const directory = writeFiles({ 'main.mjs': PROGRAM });
  const file = join(temporaryDirectory(), 'profile.json');
  const args = ['run', '--quiet', '--out', file, ...options, 'main.mjs'];
  let seen = 0;
  const end = await coroscope(process.execPath, args, {
    directory,
    onOutput: (child, stdout) => {
      const lines = stdout.split('\n').slice(0, -1);
      for (; seen < lines.length; seen++) onLine(lines[seen], child);
    },
  });
  expect(end).toMatchObject({ code: 0, signal: null, stderr: '' });
  return readProfile(readFileSync(file, 'utf8'), file);
}

describe('a program that is recorded in part', () => {
  it('is switched by a signal, its trace as well', async () => {
    const trace = join(temporaryDirectory(), 'app.trace');
    const options = ['--start-off', '--signal', 'SIGUSR2', '--trace', trace];
    const saved = await profile(options, (line, child) => {
      if (line !== 'done') child.kill('SIGUSR2');
    });
    expect(recorded(saved)).toEqual(ONLY_RECORDED);
    const end = await coroscope(process.execPath, ['trace', trace]);
    expect(end).toMatchObject({ code: 0, stderr: '' });
    expect(end.stdout).toMatch(/\n.* 3 +#\d+ {2}recorded {2}main/);
    expect(end.stdout).not.toMatch(/early|late/);
  });

  it('is recorded after a delay, and for a time', async () => {
    const saved = await profile(['--delay', '1500ms', '--duration', '1s']);
    expect(recorded(saved)).toEqual(ONLY_RECORDED);
    expect(saved.elapsed).toBeGreaterThanOrEqual(1000 - 2);
  });

  it('is switched by a key of top', async () => {
    const directory = writeFiles({ 'main.mjs': PROGRAM });
    const file = join(directory, 'profile.json');
    const args = [command, 'run', '--start-off', '--out', file, 'main.mjs'];
    const program = await start(process.execPath, args, directory);
    const line = `stty rows 20 cols 100; exec ${process.execPath} ${command} top ${program.pid} --interval 0.1`;
    const environment = { ...process.env, TERM: 'xterm' };
    const terminal = spawn('script', ['-qec', line, '/dev/null'], { env: environment });
    const closed = once(terminal, 'close');
    let screen = '';
    terminal.stdout.setEncoding('utf8').on('data', (text: string) => (screen += text));
    const shows = async (part: string) => {
      while (!stripVTControlCharacters(screen.split('\x1b[H').at(-1)!).includes(part)) {
        await once(terminal.stdout, 'data');
      }
    };
    await shows('s start recording');
    expect(stripVTControlCharacters(screen)).toContain('main  not recording');
    terminal.stdin.write('s');
    await shows('s stop recording');
    await program.says('recorded');
    terminal.stdin.write('s');
    expect(await program.ended).toEqual([0, null]);
    expect(await closed).toEqual([0, null]);
    expect(screen).toContain(`coroscope: process ${program.words[0]} has ended`);
    expect(recorded(readProfile(readFileSync(file, 'utf8'), file))).toEqual(ONLY_RECORDED);
  });

  it('may never be', async () => {
    const directory = writeFiles({ 'main.mjs': 'async function f() {}\nawait f();' });
    const { code, stderr } = await coroscope(process.execPath, ['--start-off', 'main.mjs'], {
      directory,
    });
    expect(code).toBe(0);
    expect(stderr).toBe(
      'coroscope: nothing was recorded: the profiler was off from start to end\n',
    );
  });

  it.each([
    [['--delay', 'soon'], 'Give a time above 0, such as 30s, 500ms or 2m.'],
    [
      ['--start-off', '--delay', '1s'],
      '--start-off leaves it open when to start; leave out --delay',
    ],
    [['--signal', 'SIGKILL'], 'Allowed choices are SIGUSR2, SIGUSR1, SIGALRM, SIGWINCH, SIGBREAK.'],
  ])('%s is refused', async (options, reason) => {
    const directory = writeFiles({ 'main.mjs': '' });
    const end = await coroscope(process.execPath, ['run', ...options, 'main.mjs'], { directory });
    expect(end.code).toBe(2);
    expect(end.stderr).toContain(reason);
  });
});
