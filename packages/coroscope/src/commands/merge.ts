import type { Command } from 'commander';
import { mergeFiles, type MergeOptions } from '../actions/merge-files.js';

export function addMergeCommand(program: Command): void {
  program
    .command('merge')
    .summary('add the profiles of many runs up to one')
    .description(
      'Adds saved profiles up: what ran on threads of one name, and under one tag, becomes one thread. ' +
        'Any number of them: one is read at a time, and what memory holds grows with what differs in them.',
    )
    .argument('<profiles...>', 'files, folders of them, or - for names on standard input')
    .option('-o, --out <file>', 'the file that is written; default: standard output')
    .option('--keep-threads', 'keep the threads of all of them apart, named after the files', false)
    .option('--skip-damaged', 'leave out files that hold no profile, and say so', false)
    .option('--quiet', 'no messages', false)
    .addHelpText(
      'after',
      `
Examples:
  $ coroscope merge profiles/ -o all.json
  $ coroscope merge monday.json tuesday.json -o both.json
  $ find . -name '*.profile.json' | coroscope merge - --skip-damaged -o all.json`,
    )
    .action((files: string[], options: MergeOptions) => mergeFiles(files, options));
}
