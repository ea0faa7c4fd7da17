import { encodeProfile, type Profile } from '@coroscope/profile';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative, resolve } from 'node:path';
import { whyNothing } from '../messages/nothing-instrumented.js';
import { oneLine } from '../messages/one-line.js';
import { mkdirSync, rmSync, writeFile } from '../platform/files.js';
import { say } from '../messages/say.js';
import type { NodeOptions } from '../options/node-options.js';
import type { RunDirectory } from '../run-directory/run-directory.js';
import { SHARED_DIRECTORIES } from '../run-directory/shard-directory.js';
import { collectRun } from '../shards/collect-run.js';
import type { ImageReader } from '../shards/shard.js';
import { defaultProfileFile } from './default-file.js';
import { isTestFile, saveTestProfile } from './test-run.js';

/**
 * Saves the profile and the traces of a run that no command waits for, and removes its directory.
 *
 * @param started the first process of the run
 */
export function saveRun(
  options: NodeOptions,
  run: RunDirectory,
  imageReader: ImageReader,
  started = process.pid,
): void {
  const { profile, traces } = collectRun(run, started, options, imageReader);
  const [trace] = traces;
  if (trace !== undefined && !options.quiet) {
    say(`trace saved; print it with: coroscope trace ${relative('.', trace)}`);
  }
  if (profile !== undefined) saveProfile(profile, options);
  // Only now: if nothing could be saved, the figures are still there.
  run.remove();
}

function saveProfile(profile: Profile, { cwd, out, quiet }: NodeOptions): void {
  const file = out === undefined ? defaultProfileFile(cwd) : resolve(cwd, out);
  if (out === undefined) mkdir(dirname(file));
  if (isTestFile) {
    if (!saveTestProfile(profile, file)) return;
  } else {
    const text = JSON.stringify(encodeProfile(profile));
    try {
      writeFile(file, text);
    } catch (error) {
      return saveElsewhere(text, file, error);
    }
  }
  if (quiet) return;
  if (profile.functions.length === 0) say(whyNothing(profile));
  say(`profile saved; print it with: ${['coroscope report', out].filter(Boolean).join(' ')}`);
}

function mkdir(directory: string): void {
  try {
    mkdirSync(directory, { recursive: true });
  } catch {
    // What is written into it says why.
  }
}

/**
 * Saves a profile whose file can't be written, on a read-only file system or a full disk, where anything can be.
 *
 * @throws the error of its file if nothing can be
 */
function saveElsewhere(text: string, file: string, error: unknown): void {
  for (const parent of new Set([tmpdir(), ...SHARED_DIRECTORIES])) {
    let directory: string | undefined;
    try {
      directory = mkdtempSync(join(parent, 'coroscope-profile-'));
      const spare = join(directory, 'profile.json');
      writeFile(spare, text);
      return say(
        `the profile could not be saved where it belongs (${oneLine(error, file)}); print it with: coroscope report ${spare}`,
      );
    } catch {
      if (directory !== undefined) rmSync(directory, { recursive: true, force: true });
    }
  }
  throw error;
}
