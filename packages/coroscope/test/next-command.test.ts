import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { command, coroscope, writeFiles } from './support/command.js';

const node = process.execPath;
const PROGRAM = { 'main.mjs': 'async function once() { await null; }\nawait once();\n' };

/** The last line that the command shows on a terminal. */
function lastLine(args: string[], directory: string): string {
  const words = [node, command, ...args].map((word) => `'${word}'`).join(' ');
  const { stdout } = spawnSync('script', ['-q', '-e', '-c', words, '/dev/null'], {
    cwd: directory,
    encoding: 'utf8',
    env: { ...process.env, NO_COLOR: '1' },
  });
  return stdout.trimEnd().split('\r\n').at(-1)!;
}

/** `script` of util-linux gives a command a terminal; those of other systems take other options. */
const hasTerminal = spawnSync('script', ['-q', '-e', '-c', 'exit 3', '/dev/null']).status === 3;
const itOnTerminal = hasTerminal
  ? it
  : (name: string, _body: () => void) =>
      it.skip(`${name} (skipped: there is no script(1) of util-linux)`, () => {});

describe('the last line on a terminal names the next useful command', () => {
  itOnTerminal('after a run: one that saves it, or one that looks at what is saved', () => {
    const directory = writeFiles(PROGRAM);
    expect(lastLine(['run', '--leaves', 'time', 'main.mjs', 'a b'], directory)).toBe(
      `coroscope: next: coroscope run --out profile.json --leaves time main.mjs 'a b'`,
    );
    expect(lastLine(['main.mjs'], directory)).toBe(
      'coroscope: next: coroscope run --out profile.json main.mjs',
    );
    expect(lastLine(['run', '--out', 'a.json', '--trace', 'a.trace', 'main.mjs'], directory)).toBe(
      'coroscope: next: coroscope view a.json a.trace',
    );
    expect(lastLine(['run', '--out', 'a.speedscope.json', 'main.mjs'], directory)).toBe(
      'coroscope: next: npx speedscope a.speedscope.json',
    );
    // Nothing of the command line opens it.
    expect(lastLine(['run', '--out', 'a.md', 'main.mjs'], directory)).toBe(
      'coroscope: summary written to a.md',
    );
    expect(lastLine(['report', 'a.json'], directory)).toBe(
      'coroscope: next: coroscope report --full a.json',
    );
    expect(lastLine(['report', '--full', 'a.json'], directory)).toBe(
      'coroscope: next: coroscope view a.json',
    );
    expect(lastLine(['trace', 'a.trace'], directory)).toBe(
      'coroscope: next: coroscope trace a.trace --critical-path',
    );
    expect(lastLine(['report', '--quiet', 'a.json'], directory)).not.toMatch(/next:/);
  });

  itOnTerminal('after a conversion: what opens the file', () => {
    const directory = writeFiles(PROGRAM);
    lastLine(['run', '--out', 'a.json', '--trace', 'a.trace', 'main.mjs'], directory);
    const next: [string, string][] = [
      ['a.pb.gz', 'go tool pprof -http : a.pb.gz'],
      ['a.callgrind', 'callgrind_annotate --inclusive=yes a.callgrind'],
      ['a.collapsed', 'npx speedscope a.collapsed'],
      ['a.csv', `duckdb -c 'from '\\''a.csv'\\'''`],
    ];
    for (const [file, command] of next) {
      expect(lastLine(['convert', 'a.json', '-o', file], directory)).toBe(
        `coroscope: next: ${command}`,
      );
    }
    expect(lastLine(['convert', 'a.trace', '-o', 'a.chrome.json'], directory)).toBe(
      'coroscope: Chrome trace written to a.chrome.json',
    );
  });

  itOnTerminal('after a comparison: the same as a page', () => {
    const directory = writeFiles(PROGRAM);
    lastLine(['run', '--out', 'a.json', 'main.mjs'], directory);
    expect(lastLine(['diff', 'a.json', 'a.json'], directory)).toBe(
      'coroscope: next: coroscope view a.json a.json',
    );
    mkdirSync(join(directory, 'runs'));
    copyFileSync(join(directory, 'a.json'), join(directory, 'runs/a.json'));
    expect(lastLine(['diff', 'runs', 'a.json'], directory)).toBe(
      'coroscope: next: coroscope view runs a.json',
    );
    const sides = ['--base', 'a.json', 'a.json', '--head', 'a.json'];
    expect(lastLine(['diff', ...sides], directory)).toBe(
      'coroscope: next: coroscope diff --base a.json a.json --head a.json --out diff.html',
    );
    const programs = ['--', 'main.mjs', '--', 'main.mjs a'];
    expect(lastLine(['compare', '--runs', '1', ...programs], directory)).toBe(
      `coroscope: next: coroscope compare --out compare.html --runs 1 -- main.mjs -- 'main.mjs a'`,
    );
    expect(lastLine(['diff', 'a.json', 'a.json', '--format', 'markdown'], directory)).not.toMatch(
      /next:/,
    );
  });

  it('is said to nobody else', async () => {
    const directory = writeFiles(PROGRAM);
    const end = await coroscope(node, ['run', 'main.mjs'], { directory });
    expect(end.stderr).toContain('once');
    expect(end.stderr).not.toContain('next:');
  });
});
