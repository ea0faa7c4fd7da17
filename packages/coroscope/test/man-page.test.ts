import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import manifest from '../package.json';
import { createCommand } from '../src/command.js';
import { loadReportChoices } from '../src/options/report-choices.js';
import { writeFiles } from './support/command.js';

const file = join(__dirname, '..', manifest.man);

/** Checks that a program finds nothing wrong with the page, and finds a mistake; continuous checks have all. */
function itIsReadBy(name: string, warnings: (page: string) => string): void {
  if (process.env.CI === undefined && spawnSync('sh', ['-c', `command -v ${name}`]).status !== 0) {
    it.skip(`${name} finds nothing wrong (skipped: it is not here; .ci/run installs it)`, () => {});
    return;
  }
  it(`${name} finds nothing wrong`, () => {
    expect(warnings(file)).toBe('');
    const mistaken = readFileSync(file, 'utf8').replace('.SH COMMANDS', '.SHH COMMANDS');
    const directory = writeFiles({ 'mistaken.1': mistaken });
    expect(warnings(join(directory, 'mistaken.1'))).toMatch(/SHH/);
  });
}

describe('the man page', () => {
  it('names every command, and all of its options', async () => {
    await loadReportChoices();
    const program = createCommand(await import('../src/commands/comparing.js'));
    const page = readFileSync(file, 'utf8').replaceAll('\\-', '-');
    const sections = new Map(page.split('\n.SS ').map((part) => [part.split('\n')[0], part]));
    expect(program.commands.length).toBeGreaterThan(10);
    for (const command of program.commands) {
      const section = sections.get(command.name());
      for (const { flags } of command.options) expect(section).toContain(`\n.B ${flags}\n`);
    }
  });

  itIsReadBy('mandoc', (page) => {
    const { stdout } = spawnSync('mandoc', ['-Tlint', '-W', 'warning', page], { encoding: 'utf8' });
    // With a date, no two builds would be the same.
    return stdout.replace(/^.*: missing date, .*\n/, '');
  });

  itIsReadBy('groff', (page) => {
    const args = ['-man', '-Tutf8', '-ww', '-z', page];
    return spawnSync('groff', args, { encoding: 'utf8' }).stderr;
  });
});
