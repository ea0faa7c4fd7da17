import { findProgram } from '@coroscope/node/live';
import { onlyTag } from '@coroscope/profile';
import { PROFILE_FORMATS } from '@coroscope/report';
import { allowClosedPipe } from '../files/closed-pipe.js';
import { checkOutput, writeProfile } from '../files/output.js';
import type { CommandReportOptions } from '../options/report-options.js';

/** The name of a file that stands for standard output. */
const STANDARD_OUTPUT = '-';

/**
 * Reports on a program that runs, or saves the profile of what it has done so far.
 *
 * @param id of its process, or of the command that started it
 * @throws {CoroscopeError | ProfileError} if there is none, or not what is asked for
 */
export async function takeSnapshot(id: number, given: CommandReportOptions): Promise<void> {
  const options = given.out === STANDARD_OUTPUT ? toStandardOutput(given) : given;
  checkOutput(options, process.stdout);
  allowClosedPipe(process.stdout);
  const program = await findProgram(id);
  try {
    const { profile } = await program.read();
    if (options.tag !== undefined) onlyTag(profile, options.tag, `process ${id}`);
    writeProfile(profile, options, process.stdout);
  } finally {
    program.close();
  }
}

/** Others read there: unless a format is given, they get the profile itself. */
function toStandardOutput({ out: _, ...options }: CommandReportOptions): CommandReportOptions {
  const format = options.format ?? PROFILE_FORMATS.find(({ name }) => name === 'json');
  return { ...options, format };
}
