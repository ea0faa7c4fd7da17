import type { Command } from 'commander';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { prepareArguments } from '../src/arguments/prepare-arguments.js';
import { createCommand } from '../src/command.js';
import { loadReportChoices } from '../src/options/report-choices.js';

const root = join(__dirname, '../../..');
let program: Command;
beforeAll(async () => {
  await loadReportChoices();
  program = createCommand(await import('../src/commands/comparing.js'));
});

/** The text of the help of a command, with what follows the options. */
function helpOf(command: Command): string {
  let text = '';
  command.configureOutput({ writeOut: (part) => void (text += part) }).outputHelp();
  return text;
}

const commandOf = (name: string) => program.commands.find((command) => command.name() === name);

/** Examples of the command, one a line, as shells take them. */
function examplesOf(text: string): string[] {
  return [...text.matchAll(/^ *(?:\$ )?(?:npx )?coroscope (.*?)(?: {2,}.*| *#.*)?$/gm)].map(
    ([, args]) => args,
  );
}

/** The options of an example that do not exist: neither ours nor, before a program, Node's. */
function unknownOptions(example: string): string[] {
  const args = prepareArguments(example.split(/\s+/), program);
  const own = args.includes('--') ? args.slice(0, args.indexOf('--')) : args;
  const command = commandOf(args[0]) ?? program;
  const known = [...command.options.map(({ long }) => long), '--help'];
  return own
    .filter((word) => /^--\w/.test(word))
    .map((word) => word.replace(/=.*/, ''))
    .filter((word) => !known.includes(word));
}

describe('examples', () => {
  const pages = readdirSync(join(root, 'docs'))
    .filter((page) => page.endsWith('.md'))
    .map((page) => `docs/${page}`);
  it.each(['README.md', 'packages/coroscope/README.md', ...pages])(
    'of %s use options that exist',
    (page) => {
      const text = readFileSync(join(root, page), 'utf8');
      const blocks = [...text.matchAll(/^```(?:sh|)\n(.*?)^```/gms)].map(([, block]) => block);
      expect(blocks.flatMap(examplesOf).flatMap(unknownOptions)).toEqual([]);
    },
  );

  it.each([
    '',
    'run',
    'report',
    'convert',
    'merge',
    'push',
    'check',
    'diff',
    'compare',
    'trace',
    'snapshot',
    'top',
    'view',
    'config',
    'completion',
  ])('of the help of "%s" do, too', (name) => {
    const examples = examplesOf(helpOf(name === '' ? program : commandOf(name)!));
    expect(examples.length).toBeGreaterThan(0);
    expect(examples.flatMap(unknownOptions)).toEqual([]);
  });
});

it('README.md lists the options of run and report', () => {
  const table = readFileSync(join(root, 'README.md'), 'utf8')
    .split('## The command')[1]
    .split('\n## ')[0];
  const listed = new Set(table.match(/`--[a-z-]+/g)!.map((name) => name.slice(1)));
  const options = ['run', 'report'].flatMap((name) => commandOf(name)!.options);
  const known = options.filter(({ hidden }) => !hidden).map(({ long }) => long!);
  expect([...listed].sort()).toEqual([...new Set([...known, '--env-file', '--inspect'])].sort());
});
