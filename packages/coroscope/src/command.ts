import { Command } from 'commander';
import { version } from '../package.json';
import { addCheckCommand } from './commands/check.js';
import { addCompletionCommand } from './commands/completion.js';
import { addConfigCommand } from './commands/config.js';
import { addReportCommand } from './commands/report.js';
import { addRunCommand } from './commands/run.js';
import { addSnapshotCommand } from './commands/snapshot.js';
import { addTopCommand } from './commands/top.js';
import { addTraceCommand } from './commands/trace.js';
import { addViewCommand } from './commands/view.js';
import { allowClosedPipe } from './files/closed-pipe.js';
import { addConfigOption, applyConfig } from './options/apply-config.js';

/**
 * Describes the command line: the commands, and what help says about them.
 *
 * @param comparing The commands that are left out where a program is only to be run.
 */
export function createCommand(comparing?: typeof import('./commands/comparing.js')): Command {
  const program = createProgram();
  addRunCommand(program);
  addReportCommand(program);
  comparing?.addConvertCommand(program);
  comparing?.addMergeCommand(program);
  comparing?.addPushCommand(program);
  addCheckCommand(program);
  comparing?.addDiffCommand(program);
  comparing?.addCompareCommand(program);
  addTraceCommand(program);
  addViewCommand(program);
  addSnapshotCommand(program);
  addTopCommand(program);
  addConfigCommand(program);
  // All that can have a configuration are above: a shell that starts asks for its completion only.
  for (const command of program.commands) completeCommand(command);
  addCompletionCommand(program);
  return program;
}

/** Describes `run` alone, for which a program waits. */
export function createRunCommand(): Command {
  const program = createProgram();
  addRunCommand(program);
  completeCommand(program.commands[0]!);
  return program;
}

/** Adds what every command has that a configuration is for. */
function completeCommand(command: Command): void {
  addConfigOption(command).hook('preAction', () => applyConfig(command));
  command.showHelpAfterError(`Run "coroscope ${command.name()} --help" for its options.`);
}

function createProgram(): Command {
  return new Command('coroscope')
    .description('Shows where the time of an asynchronous JavaScript or TypeScript program goes.')
    .version(version, '-V, --version', 'print the version')
    .helpOption('-h, --help', 'print this help')
    .helpCommand('help [command]', 'print the help of a command')
    .enablePositionalOptions()
    .exitOverride()
    .configureOutput({
      writeOut: (text) => {
        allowClosedPipe(process.stdout);
        process.stdout.write(text);
      },
      outputError: (text, write) =>
        write(text.replace(/^error: /, 'coroscope: ').replace(/\n\(/, ' (')),
    })
    .showHelpAfterError('Run "coroscope --help" for the commands and options.')
    .addHelpText(
      'after',
      `
Examples:
  $ coroscope app.ts                              run it, then print where its time went
  $ coroscope run --clock cpu server.js --port 80 count CPU time; --port is the program's own
  $ coroscope run -- npm start                    run a command, with every Node that it starts
  $ coroscope run --out profile.json app.ts       save the profile instead of printing it
  $ coroscope report profile.json --sort self     print a saved profile
  $ coroscope view profile.json                    look at it in a browser
  $ coroscope convert profile.json --to pprof -o profile.pb.gz
                                                  write it for another tool
  $ coroscope push profile.json --to http://localhost:4040 --as pyroscope
                                                  send it to Grafana Pyroscope
  $ coroscope check app.ts                        fail if functions exceed their budget
  $ coroscope diff before.json after.json         print how two profiles differ
  $ coroscope trace app.trace --critical-path     print what its time was really spent on
  $ coroscope snapshot 4711                       report on a program that runs
  $ coroscope top                                 watch it`,
    );
}
