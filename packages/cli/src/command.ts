import { Command, Option } from 'commander';
import { readFileSync } from 'node:fs';
import { addCheckCommand } from './check-command.js';
import { reportProfile } from './report.js';
import { addReportOptions, type ReportOptions } from './report-options.js';
import { runScript, type RunOptions } from './run.js';
import { addSelectionOptions } from './selection-options.js';
import { addTraceCommand } from './trace-command.js';

/** The command line: what there is, and what it says about itself. */
export function createCommand(): Command {
  const program = new Command('coroscope')
    .description('Shows where the time of an asynchronous JavaScript or TypeScript program goes.')
    .version(version(), '-V, --version', 'print the version')
    .helpOption('-h, --help', 'print this help')
    .helpCommand(false)
    .enablePositionalOptions()
    .exitOverride()
    .configureOutput({
      outputError: (text, write) =>
        write(text.replace(/^error: /, 'coroscope: ').replace(/\n\(/, ' (')),
    })
    .showHelpAfterError('Run "coroscope --help" to see what there is.')
    .addHelpText(
      'after',
      `
Examples:
  $ coroscope run app.ts                          run it, then print where its time went
  $ coroscope run --clock cpu server.js --port 80 count CPU time; --port is the program's own
  $ coroscope run --out profile.json app.ts       save the profile instead of printing it
  $ coroscope report profile.json --sort self     print a saved profile
  $ coroscope check app.ts                        fail if functions exceed their budget
  $ coroscope trace app.trace --critical-path     print what the time was really spent waiting for`,
    );

  addReportOptions(
    addSelectionOptions(
      program
        .command('run')
        .summary('run a script and report where its time went')
        .description(
          'Runs a script with Node, instrumented as it is loaded: ES module, CommonJS, TypeScript or ' +
            'JSX. The report goes to standard error when it ends; the exit code is that of the script.',
        )
        .argument('<script>', 'the file to run')
        .argument('[args...]', 'what follows the script is its own')
        .passThroughOptions()
        .addOption(
          new Option('--clock <clock>', 'count elapsed time, or CPU time only')
            .choices(['wall', 'cpu'])
            .default('wall'),
        )
        .option(
          '--tag-module <file>',
          'tag what runs by what the default export of a module returns',
        )
        .option('--trace <file>', 'record every event too; "coroscope trace" prints what it tells'),
    ),
  )
    .addHelpText(
      'after',
      `
Globs are relative to the working directory. Without --include, everything outside of node_modules
is instrumented.

Examples:
  $ coroscope run app.ts
  $ coroscope run --include 'src/**' --exclude '*.gen.ts' src/main.ts
  $ coroscope run --all --out profile.json node_modules/.bin/prettier --check .`,
    )
    .action((script: string, args: string[], options: RunOptions) =>
      runScript(script, args, options),
    );

  addReportOptions(
    program
      .command('report')
      .summary('print a saved profile')
      .description('Prints a profile that was saved with "coroscope run --out FILE.json".')
      .argument('<profile>', 'the file that holds it'),
  )
    .addHelpText(
      'after',
      `
Examples:
  $ coroscope report profile.json --sort self --limit 40
  $ coroscope report profile.json --min-time 5 --out report.txt`,
    )
    .action((file: string, options: ReportOptions) => reportProfile(file, options));

  addCheckCommand(program);
  addTraceCommand(program);
  return program;
}

function version(): string {
  const manifest = readFileSync(new URL('../../package.json', import.meta.url), 'utf8');
  return (JSON.parse(manifest) as { version: string }).version;
}
