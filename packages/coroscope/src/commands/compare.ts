import { Option, type Command } from 'commander';
import type { CompareOptions } from '../actions/compare-programs.js';
import { addComparisonOptions } from '../options/comparison-options.js';
import { parseCount } from '../options/parse-values.js';
import { addProgramOptions } from '../options/program-options.js';

export function addCompareCommand(program: Command): void {
  addComparisonOptions(
    addProgramOptions(
      program
        .command('compare')
        .summary('run two commands in turn and compare them')
        .description(
          'Runs two commands in turn, several times each, profiled as by "coroscope run", and compares ' +
            'them as "coroscope diff" does.',
        )
        .argument('<programs...>', '-- and the one command, -- and the other')
        .passThroughOptions()
        .addOption(
          new Option('--runs <count>', 'how many times each is run')
            .argParser(parseCount)
            .default(10),
        )
        .addOption(
          new Option('--clock <clock>', 'count elapsed time, or CPU time only')
            .choices(['wall', 'cpu'])
            .default('wall'),
        )
        .option('--show-output', 'let the commands read and write as they do by themselves', false),
    ),
  )
    .addHelpText(
      'after',
      `
A command is a script with its arguments, or anything that starts Node. In quotes it may hold what only a
shell understands.

Examples:
  $ coroscope compare -- old/app.js -- new/app.js
  $ coroscope compare --runs 20 -- 'node old/app.js --port 1' -- 'node new/app.js --port 1'
  $ coroscope compare -- 'CACHE=off node app.js' -- 'CACHE=on node app.js'`,
    )
    .action(async (named: string[], options: CompareOptions) => {
      const { comparePrograms } = await import('../actions/compare-programs.js');
      return comparePrograms(named, options);
    });
}
