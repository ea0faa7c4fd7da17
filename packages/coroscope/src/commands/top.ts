import type { Command } from 'commander';
import type { TopOptions } from '../actions/watch-program.js';
import { parseProcess, parseSeconds } from '../options/parse-values.js';

export function addTopCommand(program: Command): void {
  program
    .command('top')
    .summary('watch a program that runs')
    .description(
      'Shows what a program that was started with Coroscope does: its threads, whose time it is, what hangs ' +
        'longer than five seconds, and its functions, even if it is stuck. Without a terminal, prints that once.',
    )
    .argument(
      '[pid]',
      'the process: of the program, or of the command that started it; the only one unless given',
      parseProcess,
    )
    .option('--interval <seconds>', 'from one look to the next', parseSeconds, 1)
    .option('--once', 'print one look, after an interval, and end', false)
    .option('--no-color', 'no colours; so does the environment variable NO_COLOR')
    .addHelpText(
      'after',
      `
Keys: q ends, the space bar holds the picture, r counts from now on, s stops the recording or starts it.

Examples:
  $ coroscope top
  $ coroscope top 4711 --interval 5
  $ coroscope top 4711 --once`,
    )
    .action(async (id: number | undefined, options: TopOptions) => {
      const { watchProgram } = await import('../actions/watch-program.js');
      await watchProgram(id, options);
    });
}
