import { CoroscopeError } from '@coroscope/node';
import {
  mergeProfiles,
  ProfileError,
  RunFolder,
  writeProfile,
  type Profile,
} from '@coroscope/profile';
import { basename } from 'node:path';
import { writeChunks, writeToStream } from '../files/output.js';
import { profileFilesOf, readProfileFile } from '../files/profile-file.js';
import { readInput, STANDARD_INPUT } from '../files/read-input.js';
import { checkWritable } from '../files/writable.js';
import { withFileProgress } from '../messages/progress.js';
import { say } from '../messages/say.js';

export interface MergeOptions {
  /** The file that is written; standard output unless given. */
  out?: string;
  /** Keeps the threads of all profiles apart, named after their files. */
  keepThreads: boolean;
  /** Leaves out files that hold no profile. */
  skipDamaged: boolean;
  quiet: boolean;
}

/**
 * Adds profiles of many runs up to one, reading one at a time.
 *
 * @param named Files, and folders of them; `-` for names on standard input, one a line.
 * @throws {CoroscopeError | ProfileError} if there is none, or one of them is none
 */
export async function mergeFiles(named: string[], options: MergeOptions): Promise<void> {
  const { out, keepThreads, skipDamaged, quiet } = options;
  if (out !== undefined) checkWritable(out, '--out');
  const files = named
    .flatMap((name) => (name === STANDARD_INPUT ? namesOnStandardInput() : [name]))
    .flatMap(profileFilesOf);
  let skipped = 0;
  function* profiles(): Generator<[Profile, string]> {
    for (const file of withFileProgress(files)) {
      try {
        yield [readProfileFile(file), file];
      } catch (error) {
        const isDamaged = error instanceof ProfileError || error instanceof CoroscopeError;
        if (!skipDamaged || !isDamaged) throw error;
        skipped++;
        say(`skipped: ${error.message}`);
      }
    }
  }
  const merged = keepThreads ? withAllThreads(profiles()) : addedUp(profiles());
  const chunks = [writeProfile(merged), '\n'];
  if (out === undefined) return writeToStream(process.stdout, chunks);
  writeChunks(out, chunks, '--out');
  if (quiet) return;
  const count = files.length - skipped;
  const what = `${count} ${count === 1 ? 'profile' : 'profiles'} merged into ${out}`;
  say(`${what}; print it with: coroscope report ${out}`);
}

function addedUp(profiles: Iterable<[Profile, string]>): Profile {
  const folder = new RunFolder();
  for (const [profile, file] of profiles) folder.add(profile, file);
  return folder.result();
}

function withAllThreads(profiles: Iterable<[Profile, string]>): Profile {
  const named = Array.from(profiles, ([profile, file]) => {
    const name = basename(file, '.json');
    const threads = profile.threads.map((thread) => ({
      ...thread,
      name: `${name} ${thread.name}`,
    }));
    return { ...profile, threads };
  });
  return mergeProfiles(named);
}

function namesOnStandardInput(): string[] {
  const text = readInput(STANDARD_INPUT, 'names of profiles', 'name the files').toString();
  return text.split(/\r?\n/).filter((name) => name !== '');
}
