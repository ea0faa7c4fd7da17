import { CoroscopeError } from '@coroscope/node';
import { CommanderError, type Command } from 'commander';
import { isRun, prepareArguments } from './arguments/prepare-arguments.js';
import { createCommand, createRunCommand } from './command.js';
import { say } from './messages/say.js';
import { loadReportChoices, onlyRunsProgram } from './options/report-choices.js';

/** The exit code for a mistake on the command line. */
const USAGE_ERROR = 2;

/**
 * Runs the command; errors that the user can fix are printed as one line.
 *
 * @param argv as Node gives it: Node itself and the script first
 */
export async function main(argv: string[]): Promise<void> {
  try {
    const given = argv.slice(2);
    const program = await describe(given);
    const args = prepareArguments(given, program);
    await program.parseAsync(args, { from: 'user' });
  } catch (error) {
    if (error instanceof CommanderError) {
      process.exitCode = error.exitCode === 0 ? 0 : USAGE_ERROR;
    } else if (isExplained(error)) {
      say(error.message);
      process.exitCode = USAGE_ERROR;
    } else {
      throw error;
    }
  }
}

/** Describes the command line, as far as arguments are about it: before a program starts, nothing else is loaded. */
async function describe(args: readonly string[]): Promise<Command> {
  if (onlyRunsProgram(args)) return isRun(args) ? createRunCommand() : createCommand();
  await loadReportChoices();
  return createCommand(await import('./commands/comparing.js'));
}

/** Whether the user can fix it. `ProfileError` goes by its name, since its package is loaded only with reports. */
function isExplained(error: unknown): error is Error {
  return (
    error instanceof CoroscopeError || (error instanceof Error && error.name === 'ProfileError')
  );
}
