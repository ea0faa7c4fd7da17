import { encodeProfile, mergeProfiles, readProfile, type Profile } from '@coroscope/profile';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { existsSync, mkdirSync, readdirSync, rmSync, writeFile } from '../platform/files.js';
import { isRunning } from '../platform/is-running.js';
import { isDenoTest } from '../platform/javascript-host.js';
import { withLock } from '../platform/lock.js';

/**
 * Whether this is one of the files of a test runner: `node --test` has started a process for it, and does not
 * load what `--import` names into its own, which so can't save for all; Deno's has no code of ours, either.
 */
export const isTestFile =
  isDenoTest || (process.env.NODE_TEST_CONTEXT?.startsWith('child') ?? false);

const PREFIX = 'coroscope-tests-';
const runner = isDenoTest ? process.pid : process.ppid;

/**
 * Saves the profile of a test file together with those of the run's files that have ended before. A temporary
 * directory, named after the process of the test runner, says which profiles are of this run; a later run
 * removes it.
 *
 * @returns whether it is the first of the run
 */
export function saveTestProfile(profile: Profile, file: string): boolean {
  const directory = join(tmpdir(), `${PREFIX}${runner}-${startOf(runner)}`);
  if (!existsSync(directory)) {
    removeEndedRuns();
    mkdirSync(directory, { recursive: true });
  }
  return withLock(join(directory, 'lock'), () => {
    const mark = join(directory, createHash('sha256').update(file).digest('hex'));
    const own = namedAfterTestFile(profile);
    const isFirst = !existsSync(mark);
    const saved = isFirst ? [] : [readProfile(readFileSync(file, 'utf8'), file)];
    writeFile(file, JSON.stringify(encodeProfile(mergeProfiles([...saved, own]))));
    writeFile(mark, '');
    return isFirst;
  });
}

/** The profile with the test file in the names of its threads. */
function namedAfterTestFile(profile: Profile): Profile {
  const [test = ''] = profile.program?.arguments ?? [];
  const threads = profile.threads.map((thread) => ({
    ...thread,
    name: thread.name === 'main' ? test : `${test} ${thread.name}`,
  }));
  const program = profile.program && { ...profile.program, arguments: ['--test'] };
  return { ...profile, program, threads };
}

/** What tells a process from an earlier one with its id, where the system says so. */
function startOf(process: number): string {
  try {
    const fields = readFileSync(`/proc/${process}/stat`, 'utf8').replace(/^.*\)/s, '').split(' ');
    return fields[20] ?? '';
  } catch {
    return '';
  }
}

function removeEndedRuns(): void {
  for (const name of readdirSync(tmpdir())) {
    if (!name.startsWith(PREFIX) || isRunning(parseInt(name.slice(PREFIX.length)))) continue;
    rmSync(join(tmpdir(), name), { recursive: true, force: true });
  }
}
