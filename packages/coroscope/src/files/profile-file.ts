import { CoroscopeError } from '@coroscope/node';
import { mergeProfiles, readProfile, type Profile } from '@coroscope/profile';
import { TRACE_MAGIC } from '@coroscope/runtime/contract';
import { readdirSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { withReadingShown } from '../messages/progress.js';
import { readInput, STANDARD_INPUT } from './read-input.js';

const ADVICE = 'save a profile with: coroscope run --out FILE.json <script>';

/**
 * Reads a saved profile: of a file, of standard input, or of all files of a directory as one.
 *
 * @throws {CoroscopeError | ProfileError} if there is none, or one of several is none
 */
export function readProfileFile(file: string): Profile {
  return isDirectory(file) ? mergeRuns(readRuns(file)) : parseProfile(readProfileBytes(file), file);
}

/** @throws {CoroscopeError} if the file can't be read */
export function readProfileBytes(file: string): Buffer<ArrayBuffer> {
  return readInput(file, 'a profile', ADVICE);
}

/** @throws {CoroscopeError | ProfileError} if the bytes hold none */
export function parseProfile(bytes: Buffer, file: string): Profile {
  const name = file === STANDARD_INPUT ? 'standard input' : file;
  if (bytes.toString('latin1', 0, TRACE_MAGIC.length) === TRACE_MAGIC) {
    throw new CoroscopeError(`${name} is a trace, and this takes profiles; ${ADVICE}`);
  }
  return withReadingShown(name, bytes, () => readProfile(bytes.toString(), name));
}

export function isDirectory(file: string): boolean {
  return statSync(file, { throwIfNoEntry: false })?.isDirectory() ?? false;
}

/**
 * The files of profiles that a name stands for: itself, or those of a directory.
 *
 * @throws {CoroscopeError} if a directory holds none
 */
export function profileFilesOf(file: string): string[] {
  if (!isDirectory(file)) return [file];
  const files = readdirSync(file).filter((name) => name.endsWith('.json'));
  if (files.length === 0) {
    throw new CoroscopeError(`there is no profile in ${file}, which has no .json file; ${ADVICE}`);
  }
  return files.sort().map((name) => join(file, name));
}

/** A profile of a directory, which holds one for each run. */
export interface SavedRun {
  file: string;
  profile: Profile;
}

/**
 * Reads all profiles of a directory.
 *
 * @throws {CoroscopeError | ProfileError} if there is none, or a file holds none
 */
export function readRuns(directory: string): SavedRun[] {
  return profileFilesOf(directory).map((file) => ({ file, profile: readProfileFile(file) }));
}

/** Puts the threads of several runs into one profile, where they tell which file they are from. */
export function mergeRuns(runs: readonly SavedRun[]): Profile {
  return mergeProfiles(
    runs.map(({ file, profile }) => {
      const run = basename(file, '.json');
      const threads = profile.threads.map((thread) => ({
        ...thread,
        name: `${run} ${thread.name}`,
      }));
      return { ...profile, threads };
    }),
  );
}
