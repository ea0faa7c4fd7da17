import type { Command } from 'commander';
import { checkProgram, type CheckOptions } from './check.js';
import { addSelectionOptions } from './selection-options.js';

export function addCheckCommand(program: Command): void {
  addSelectionOptions(
    program
      .command('check')
      .summary('fail if functions did more than their budget allows')
      .description(
        'Runs a script and compares what its functions did with a budget: calls, suspensions, sequential ' +
          'awaits, activations that did not settle. Counts, not times, so that the same program ' +
          'passes or fails alike on every machine. The exit code is 1 if a budget is exceeded.',
      )
      .argument('[script]', 'the file to run')
      .argument('[args...]', 'what follows the script is its own')
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
    .option('--quiet', 'say nothing if all is well', false)
    .addHelpText(
      'after',
      `
The first --update names every async function and generator that was called. Take out of the file
what you don't care for: later updates keep to what it names.

Examples:
  $ coroscope check --update app.ts
  $ coroscope check app.ts
  $ coroscope check --junit budget.xml --profile profile.json`,
    )
    .action((script: string | undefined, args: string[], options: CheckOptions) =>
      checkProgram(script, args, options),
    );
}
