import { readProfile, type Profile } from '@coroscope/profile';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryDirectory } from '../../../node/test/support/files.js';
import { run, type RunEnd, type RunOptions } from '../../../node/test/support/run.js';

export { temporaryDirectory, writeFiles } from '../../../node/test/support/files.js';
export { calls, locations, rowOf } from '../../../node/test/support/figures.js';
export { fixtures, run, type RunEnd } from '../../../node/test/support/run.js';

/** The file of the command. */
export const command = join(__dirname, '../../bin/coroscope.js');

/** Runs the command with a Node. */
export function coroscope(node: string, args: string[], options?: RunOptions): Promise<RunEnd> {
  return run(node, [command, ...args], options);
}

/** Runs a script with `coroscope run`, and reads the profile that it saves. */
export async function profile(
  node: string,
  args: string[],
  options?: RunOptions,
): Promise<RunEnd & { profile: Profile }> {
  const file = join(temporaryDirectory(), 'profile.json');
  const end = await coroscope(node, ['run', '--quiet', '--out', file, ...args], options);
  try {
    return { ...end, profile: readProfile(readFileSync(file, 'utf8'), 'profile.json') };
  } catch (error) {
    throw new Error(`no profile; the program wrote:\n${end.stdout}${end.stderr}`, { cause: error });
  }
}
