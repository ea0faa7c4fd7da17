import type { Command } from 'commander';
import { addReportOptions, type CommandReportOptions } from '../options/report-options.js';

export function addReportCommand(program: Command): void {
  addReportOptions(
    program
      .command('report')
      .summary('print a saved profile')
      .description(
        'Prints a profile that was saved with "coroscope run --out FILE.json", several as one, or the ' +
          'summary of a trace.',
      )
      .argument(
        '[profile]',
        'the file that holds it, a folder of several, or - for standard input; the last one that ' +
          '"node --import coroscope/register" saved unless given',
      ),
  )
    .addHelpText(
      'after',
      `
Examples:
  $ coroscope report profile.json --sort self --limit 40
  $ coroscope report profiles/
  $ curl -s localhost:3000/profile | coroscope report -
  $ coroscope report profile.json --min-time 5 --out report.txt`,
    )
    .action(async (file: string | undefined, options: CommandReportOptions) => {
      const { printReport } = await import('../actions/print-report.js');
      await printReport(file, options);
    });
}
