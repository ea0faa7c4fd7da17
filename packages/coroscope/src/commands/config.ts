import type { Command } from 'commander';
import type { ConfigOption } from '../options/apply-config.js';

export function addConfigCommand(program: Command): void {
  program
    .command('config')
    .summary('print the options that hold here')
    .description(
      'Prints the options that hold in this directory without any on the command line, and where each ' +
        'of them comes from: the configuration file, or the default.',
    )
    .addHelpText(
      'after',
      `
The file is the nearest coroscope.config.ts, .js, .mjs, .cjs or .json, here or in a folder above, or the
key "coroscope" of package.json.

Examples:
  $ coroscope config`,
    )
    .action(async (options: ConfigOption) => {
      const { printConfig } = await import('../actions/print-config.js');
      printConfig(options);
    });
}
