import type { Command } from 'commander';
import { parseCount } from '../options/parse-values.js';
import type { TraceCommandOptions } from '../actions/print-trace.js';

export function addTraceCommand(program: Command): void {
  program
    .command('trace')
    .summary('print a recorded trace')
    .description(
      'Prints a trace that was recorded with "coroscope run --trace FILE": its events, what is missing ' +
        'of them, and the longest activation of each function.',
    )
    .argument('<trace>', 'the file that holds it')
    .option(
      '--critical-path [activation]',
      'what the elapsed time of an activation was really spent on',
    )
    .option('--timeline [activation]', 'when it, and everything it started, ran and waited')
    .option('--tag <tag>', 'choose among the activations that ran under it')
    .option('--limit <rows>', 'rows that a table shows at most', parseCount)
    .option('--no-color', 'no colours; so does the environment variable NO_COLOR')
    .addHelpText(
      'after',
      `
An activation is one call of a function: give the name of the function for its longest one, or its
number in the trace, as "#12". Without either, it is the longest that no other one has started.

Examples:
  $ coroscope trace app.trace
  $ coroscope trace app.trace --critical-path
  $ coroscope trace app.trace --critical-path checkout
  $ coroscope trace app.trace --timeline '#12'`,
    )
    .action(async (file: string, options: TraceCommandOptions) => {
      const { printTrace } = await import('../actions/print-trace.js');
      printTrace(file, options);
    });
}
