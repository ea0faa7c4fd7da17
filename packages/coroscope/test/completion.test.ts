import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { command, writeFiles } from './support/command.js';

/** What is typed after the name of the command, and what its last word is when the key for completion was pressed. */
const TYPED: [typed: string, completed: string][] = [
  ['rep', 'report'],
  ['help mer', 'merge'],
  ['completion fi', 'fish'],
  // "run" may be left out.
  ['--comp', '--compensate'],
  ['--runs 3 --comp', '--compensate'],
  ['run --clock c', 'cpu'],
  ['run --format spe', 'speedscope'],
  ['convert --to chr', 'chrome'],
  ['convert app.trace --min', '--min-time'],
  ['trace app.tr', 'app.trace'],
  ['run --out app.tr', 'app.trace'],
  // What follows the program is its own.
  ['run main.mjs --comp', '--comp'],
  ['check -- node --junit', '--junit'],
];

/** A folder with a file, and the completion for a shell. */
function prepared(shell: string): string {
  const directory = writeFiles({ 'app.trace': '' });
  const { stdout } = spawnSync(process.execPath, [command, 'completion', shell], {
    encoding: 'utf8',
  });
  writeFileSync(join(directory, 'completion'), stdout);
  return directory;
}

/** Runs a shell with what is typed into it. */
function shell(name: string, args: string[], directory: string, input = ''): string {
  const { stdout } = spawnSync(name, args, { cwd: directory, input, encoding: 'utf8' });
  return stdout;
}

/** Describes a shell; continuous checks always have it. */
function describeShell(name: string, lastWords: (directory: string) => string[]): void {
  const isThere = spawnSync(name, ['-c', 'exit']).status === 0;
  if (!isThere && process.env.CI === undefined) {
    it.skip(`${name} (skipped: it is not here; .ci/run installs it)`, () => {});
    return;
  }
  it(`${name} completes commands, options and their values`, () => {
    const completed = lastWords(prepared(name));
    expect(TYPED.map(([typed], i) => [typed, completed[i]])).toEqual(TYPED);
  });
}

const TAB = '\t';

describe('coroscope completion', () => {
  describeShell('bash', (directory) => {
    const lines = TYPED.map(([typed]) => `coroscope ${typed}${TAB}\n`);
    const begin = 'source ./completion; coroscope() { echo "${@: -1}"; }\n';
    const output = shell('bash', ['--norc', '-i'], directory, begin + lines.join(''));
    return output.trim().split('\n');
  });

  describeShell('zsh', (directory) => {
    const lines = TYPED.map(([typed]) => `type $'coroscope ${typed}\\t'`);
    // Of what the terminal shows, only what the function prints has "<" and ">" around it.
    const script = `
      zmodload zsh/zpty
      zpty terminal zsh -f -i
      type() {
        zpty -w terminal "$1"
        zpty -r terminal shown $'*<*>\\r\\n*'
        print -r -- "\${\${shown##*<}%%>*}"
      }
      zpty -w terminal 'autoload -Uz compinit; compinit -D -u; source ./completion; coroscope() { printf "\\74%s\\76\\n" "\${@[-1]}" }; coroscope begins'
      zpty -r terminal shown $'*<begins>*'
      ${lines.join('\n')}
      zpty -d terminal`;
    return shell('zsh', ['-f', '-c', script], directory).trim().split('\n');
  });

  describeShell('fish', (directory) => {
    const lines = TYPED.map(
      ([typed]) => `echo (string split -f 1 \\t -- (complete -C 'coroscope ${typed}')) ''`,
    );
    const output = shell(
      'fish',
      ['--no-config', '-c', `source completion\n${lines.join('\n')}`],
      directory,
    );
    // Where nothing is found, what was typed stays.
    const typedWord = (i: number) => TYPED[i][0].split(' ').at(-1)!;
    return TYPED.map((_, i) => output.split('\n')[i].trim() || typedWord(i));
  });

  it('is for no other shell', () => {
    const { status, stderr } = spawnSync(process.execPath, [command, 'completion', 'tcsh'], {
      encoding: 'utf8',
    });
    expect(status).toBe(2);
    expect(stderr).toContain(
      "'tcsh' is invalid for argument 'shell'. Allowed choices are bash, zsh, fish.",
    );
  });
});
