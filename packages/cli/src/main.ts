import { CoroscopeError } from '@coroscope/node';
import { ProfileError } from '@coroscope/profile';
import { CommanderError } from 'commander';
import { createCommand } from './command.js';
import { say } from './messages.js';

/** Our exit code for a mistake in how we were called. */
const USAGE_ERROR = 2;

/**
 * Runs the command.
 *
 * @param argv as Node gives it: Node itself and the script first
 */
export async function main(argv: string[]): Promise<void> {
  try {
    await createCommand().parseAsync(argv);
  } catch (error) {
    if (error instanceof CommanderError) {
      process.exitCode = error.exitCode === 0 ? 0 : USAGE_ERROR;
    } else if (error instanceof CoroscopeError || error instanceof ProfileError) {
      say(error.message);
      process.exitCode = USAGE_ERROR;
    } else {
      throw error;
    }
  }
}
