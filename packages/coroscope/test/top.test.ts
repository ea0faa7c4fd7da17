import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { stripVTControlCharacters } from 'node:util';
import { command, coroscope, writeFiles } from './support/command.js';
import { killRunning, onHosts, start } from './support/running.js';

afterEach(killRunning);

/** One call that hangs and one that took part in nothing, then a loop without an end. */
const STUCK = `
  import { writeSync } from 'node:fs';
  async function hang() { await new Promise(() => {}); }
  function once() { return [1].map(String); }
  function spin() { for (;;) Math.sqrt(2); }
  hang();
  once();
  writeSync(1, process.pid + '\\n');
  spin();
`;

/** The cells of a function's row, but for its place. */
function cellsOf(name: string, screen: string): string[] {
  const line = screen.split('\n').find((text) => new RegExp(`  ${name}  main\\.mjs`).test(text));
  return line?.trim().split(/ {2,}/).slice(0, -2) ?? [];
}

describe('coroscope top', () => {
  it('shows what a program that is stuck does, and what hangs', async () => {
    const directory = writeFiles({ 'main.mjs': STUCK });
    const { words } = await start(process.execPath, [command, 'run', 'main.mjs'], directory);
    let stdout: string;
    do {
      const args = ['top', words[0], '--once', '--interval', '0.5'];
      const end = await coroscope(process.execPath, args);
      expect(end).toMatchObject({ code: 0, stderr: '' });
      ({ stdout } = end);
    } while (!stdout.includes('Hanging'));
    expect(stdout).toMatch(
      new RegExp(`^coroscope top main\\.mjs -+ process ${words[0]} | .* recorded`),
    );
    expect(stdout).toMatch(
      /^ {2}main {2}on stack without an event for [\d.]+ s: spin main\.mjs:5, called by <module> main\.mjs:1$/m,
    );
    expect(stdout).toMatch(/^ {2}The thread was busy (99|100) % of the time/m);
    expect(stdout).toMatch(/^ {2}\* 1 call of hang waits at main\.mjs:3, for [\d.]+ s$/m);
    const [calls, self, external, ...inAll] = cellsOf('spin', stdout);
    expect([calls, external]).toEqual(['0', '0']);
    expect(self).toMatch(/^\d/);
    expect(inAll).toEqual(['1', expect.stringMatching(/ s$/), '0', '1']);
    expect(cellsOf('once', stdout)).toEqual(['-', '-', '-', '1', expect.any(String), '0', '-']);
  });

  onHosts('finds the only program, and lists several', async () => {
    const directory = writeFiles({ 'main.mjs': STUCK, 'other.mjs': STUCK });
    // Others may run on this machine: these have a directory for temporary files of their own.
    const environment = { TMPDIR: directory };
    const top = () =>
      coroscope(process.execPath, ['top', '--once', '--interval', '0.1'], { environment });
    const { words } = await start(
      process.execPath,
      [command, 'run', 'main.mjs'],
      directory,
      environment,
    );
    const other = await start(
      process.execPath,
      [command, 'run', 'other.mjs'],
      directory,
      environment,
    );
    // The watchers begin to listen after the programs have started.
    const listening = (id: string) =>
      coroscope(process.execPath, ['top', id, '--once', '--interval', '0.1'], { environment });
    expect((await listening(words[0])).code).toBe(0);
    expect((await listening(other.words[0])).code).toBe(0);
    const { code, stderr } = await top();
    expect(code).toBe(2);
    expect(stderr).toContain(`coroscope: ${words[0]}  main.mjs\n`);
    expect(stderr).toContain(`coroscope: ${other.words[0]}  other.mjs\n`);
    expect(stderr).toMatch(/several programs run; name one, such as: coroscope top \d+\n$/);
  });

  it('is drawn on a terminal until a key ends it', async () => {
    const directory = writeFiles({ 'main.mjs': STUCK });
    const { words } = await start(process.execPath, [command, 'run', 'main.mjs'], directory);
    const line = `stty rows 20 cols 100; exec ${process.execPath} ${command} top ${words[0]} --interval 0.1`;
    const terminal = spawn('script', ['-qec', line, '/dev/null'], {
      env: { ...process.env, TERM: 'xterm' },
    });
    let screen = '';
    const lastPicture = () => stripVTControlCharacters(screen.split('\x1b[H').at(-1)!);
    const shows = async (isShown: (picture: string) => boolean) => {
      while (!isShown(lastPicture())) await once(terminal.stdout, 'data');
    };
    terminal.stdout.setEncoding('utf8').on('data', (text: string) => (screen += text));
    await shows((picture) => picture.includes('space hold'));
    terminal.stdin.write(' ');
    await shows((picture) => picture.includes('space go on'));
    terminal.stdin.write(' r');
    // It was called before.
    await shows((picture) => cellsOf('spin', picture)[3] === '0');
    // What hangs since before is listed all the same, once it has hung for so long.
    await shows((picture) => picture.includes('1 call of hang waits at main.mjs:3, for '));
    expect(cellsOf('spin', lastPicture())[3]).toBe('0');
    terminal.stdin.write('q');
    const [code] = (await once(terminal, 'close')) as [number];
    expect(code).toBe(0);
    expect(screen.endsWith('\x1b[?25h\x1b[?1049l')).toBe(true);
    const last = lastPicture().trimEnd().split('\n');
    expect(last.length).toBeLessThanOrEqual(20);
    expect(Math.max(...last.map((text) => text.trimEnd().length))).toBeLessThanOrEqual(100);
  });
});
