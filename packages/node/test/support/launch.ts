import { readProfile, type Profile } from '@coroscope/profile';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { NodeOptions } from '../../src/index.js';
import { temporaryDirectory } from './files.js';
import { run, type RunEnd, type RunOptions } from './run.js';

const LAUNCHER = join(__dirname, 'launcher.mjs');

export interface LaunchEnd extends RunEnd {
  /** Undefined if no thread of the program got to save its figures. */
  profile: Profile | undefined;
}

/** Launches a script with the built package. */
export async function launch(
  node: string,
  script: string[],
  runOptions?: RunOptions,
  options: Partial<NodeOptions> & { nodeOptions?: string[] } = {},
): Promise<LaunchEnd> {
  const file = join(temporaryDirectory(), 'profile.json');
  const given = JSON.stringify({ quiet: true, ...options });
  const end = await run(node, [LAUNCHER, file, given, ...script], runOptions);
  const profile = existsSync(file) ? readProfile(readFileSync(file, 'utf8'), file) : undefined;
  return { ...end, profile };
}

/** Launches a script that saves its figures. */
export async function profile(
  ...launched: Parameters<typeof launch>
): Promise<RunEnd & { profile: Profile }> {
  const { profile, ...end } = await launch(...launched);
  if (profile === undefined) {
    throw new Error(`no profile; the program wrote:\n${end.stdout}${end.stderr}`);
  }
  return { ...end, profile };
}
