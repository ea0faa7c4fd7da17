import type { Command } from 'commander';
import type { ViewOptions } from '../actions/view-files.js';
import { parsePort } from '../options/parse-values.js';

export function addViewCommand(program: Command): void {
  program
    .command('view')
    .summary('show profiles and traces in a browser')
    .description(
      'Serves a page that shows profiles, folders of them and traces, on this machine only, under an ' +
        'address that cannot be guessed, until Ctrl-C; or writes it to a file that works without a server.',
    )
    .argument('<files...>', 'profiles and traces; several profiles are compared')
    .option('--out <file>', 'write the page to a file instead')
    .option('--port <port>', 'the port; a free one unless given', parsePort, 0)
    .option('--no-open', 'print the address only')
    .addHelpText(
      'after',
      `
Examples:
  $ coroscope view profile.json
  $ coroscope view profile.json app.trace
  $ coroscope view before.json after.json
  $ coroscope view profile.json --out profile.html`,
    )
    .action(async (files: string[], options: ViewOptions) => {
      // The server and what opens a browser are loaded for this command only.
      const { viewFiles } = await import('../actions/view-files.js');
      await viewFiles(files, options);
    });
}
