import type { Command } from 'commander';
import { parseProcess } from '../options/parse-values.js';
import { addReportOptions, type CommandReportOptions } from '../options/report-options.js';

export function addSnapshotCommand(program: Command): void {
  addReportOptions(
    program
      .command('snapshot')
      .summary('report on a program that runs')
      .description(
        'Reads what a program that was started with Coroscope has done so far, even if it is stuck: its ' +
          'watcher is asked, and not the program itself, which goes on.',
      )
      .argument(
        '<pid>',
        'the process: of the program, or of the command that started it',
        parseProcess,
      ),
  )
    .addHelpText(
      'after',
      `
Examples:
  $ coroscope snapshot 4711
  $ coroscope snapshot 4711 --out now.json
  $ coroscope snapshot 4711 -o now.html
  $ coroscope snapshot 4711 -o - | jq .elapsed`,
    )
    .action(async (id: number, options: CommandReportOptions) => {
      const { takeSnapshot } = await import('../actions/take-snapshot.js');
      await takeSnapshot(id, options);
    });
}
