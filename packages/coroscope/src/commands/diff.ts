import type { Command } from 'commander';
import { diffProfiles, type DiffOptions } from '../actions/diff-profiles.js';
import { addComparisonOptions } from '../options/comparison-options.js';

export function addDiffCommand(program: Command): void {
  addComparisonOptions(
    program
      .command('diff')
      .summary('compare saved profiles of two states of a program')
      .description(
        'Compares profiles that were saved with "coroscope run --out FILE.json": what was called and ' +
          'suspended how often exactly, and, with five runs a side or more, what took longer or shorter ' +
          'by more than chance.',
      )
      .argument('[profiles...]', 'BASE and HEAD: a profile each, or a folder of one for each run')
      .option('--base <file...>', 'profiles of the one state, one for each run')
      .option('--head <file...>', 'profiles of the other'),
  )
    .addHelpText(
      'after',
      `
Save the profiles of several runs with "coroscope run --runs 10 --out base.json", which writes base-01.json
to base-10.json, or have both states run in turn with "coroscope compare".

Examples:
  $ coroscope diff before.json after.json
  $ coroscope diff --base base-*.json --head head-*.json --out comparison.md
  $ coroscope diff before/ after/ --fail-on calls,suspensions,hanging`,
    )
    .action((given: string[], options: DiffOptions) => diffProfiles(given, options));
}
