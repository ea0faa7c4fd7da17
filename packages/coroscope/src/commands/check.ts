import type { Command } from 'commander';
import type { CheckOptions } from '../actions/check-program.js';
import { addProgramOptions } from '../options/program-options.js';

export function addCheckCommand(program: Command): void {
  addProgramOptions(
    program
      .command('check')
      .summary('fail if functions did more than their budget allows')
      .description(
        'Runs a script and compares what its functions did with a budget: calls, suspensions, sequential ' +
          'awaits, activations that did not settle. Counts, not times, so that the same program ' +
          'passes or fails alike on every machine. The exit code is 1 if a budget is exceeded.',
      )
      .argument('[program...]', 'the script to run, with its arguments; or -- and a command')
      .passThroughOptions()
      .option('--budget <file>', 'what is allowed', 'coroscope.budget.json')
      .option('--update', 'write the budget from this run instead', false)
      .option('--profile <file>', 'check a saved profile, and run nothing')
      .option('--junit <file>', 'write JUnit XML too')
      .option(
        '--github',
        'annotate the lines on GitHub too; by itself in its workflows',
        process.env.GITHUB_ACTIONS === 'true',
      ),
  )
    .option('--no-color', 'no colours; so does the environment variable NO_COLOR')
    .option('--quiet', 'say nothing if all is well')
    .addHelpText(
      'after',
      `
The first --update names every async function and generator that was called. Remove from the
file what you don't care for: later updates keep to what it names.

Examples:
  $ coroscope check --update app.ts
  $ coroscope check app.ts
  $ coroscope check --junit budget.xml --profile profile.json`,
    )
    .action(async (named: string[], options: CheckOptions) => {
      const { checkProgram } = await import('../actions/check-program.js');
      return checkProgram(named, options);
    });
}
