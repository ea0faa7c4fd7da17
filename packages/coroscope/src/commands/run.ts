import { Option, type Command } from 'commander';
import type { RunOptions } from '../actions/run-program.js';
import { gather, parseCount, parseLive, parseTime } from '../options/parse-values.js';
import { addReportOptions } from '../options/report-options.js';
import { addProgramOptions } from '../options/program-options.js';

export function addRunCommand(program: Command): void {
  addReportOptions(
    addProgramOptions(
      program
        .command('run')
        .summary('run a program and report where its time went')
        .description(
          'Runs a script with Node, instrumented as it is loaded: ES module, CommonJS, TypeScript or ' +
            'JSX; or, after --, a command with every Node that it starts. The report goes to standard ' +
            'error when it ends; the exit code is that of the program. "run" may be left out.',
        )
        .argument('<program...>', 'the script to run, with its arguments; or -- and a command')
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
        .addOption(
          new Option('--max-tags <count>', 'tags that are kept apart at most')
            .argParser(parseCount)
            .default(10_000),
        )
        .addOption(
          new Option(
            '--runs <count>',
            'run it so many times, and report by how much the runs differ; --out FILE.json saves them all',
          )
            .argParser(parseCount)
            .default(1),
        )
        .option('--delay <time>', 'record nothing for so long, such as 5s or 500ms', parseTime)
        .option('--duration <time>', 'record for so long only; the program goes on', parseTime)
        .option(
          '--start-off',
          'record nothing until "coroscope top", --signal or the program says so',
        )
        .addOption(
          new Option('--signal <name>', 'a signal that starts the recording, or stops it').choices([
            'SIGUSR2',
            'SIGUSR1',
            'SIGALRM',
            'SIGWINCH',
            'SIGBREAK',
          ]),
        )
        .addOption(
          new Option(
            '--live [address]',
            'serve the figures while it runs: at a port, --live=8080, or a socket, --live=./live.sock; default: a free port',
          )
            .argParser(parseLive)
            .preset('0'),
        )
        .option('--trace <file>', 'record every event too; "coroscope trace" prints it')
        .option(
          '--trace-tag <tag>',
          'limit the trace to what runs under this tag; repeatable',
          gather,
        ),
    ),
  )
    .addHelpText(
      'after',
      `
Globs are relative to the working directory, or absolute. Without --include, everything outside of
node_modules is instrumented. The options of Node go before the script, too.

Examples:
  $ coroscope app.ts
  $ coroscope run --env-file .env --inspect app.ts
  $ coroscope run -- npm start
  $ coroscope run --runs 10 --out base.json app.ts
  $ coroscope run eslint .
  $ coroscope run --live server.ts
  $ coroscope run --include 'src/**' --exclude '*.gen.ts' src/main.ts
  $ coroscope run --all --out profile.json prettier --check .`,
    )
    .action(async (named: string[], options: RunOptions, command: Command) => {
      const { runProgram } = await import('../actions/run-program.js');
      const isOption = (arg: string) =>
        command.options.some(({ long }) => arg.split('=')[0] === long);
      return runProgram(named, options, isOption);
    });
}
