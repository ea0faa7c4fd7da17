import { addSourceLines, mergeProfiles, type Profile } from '@coroscope/profile';
import { readSource } from './kept-sources.js';
import { readParts, type Part } from './parts.js';
import { nameThreads } from './thread-names.js';

/**
 * The profile of a whole run, from the parts that its threads have left; undefined if there are
 * none.
 *
 * @param mainProcess whose threads come first, and without the process in their names
 */
export function collect(parts: string, mainProcess: number): Profile | undefined {
  const isMain = (part: Part) => part.process === mainProcess;
  const found = readParts(parts).sort((a, b) => Number(isMain(b)) - Number(isMain(a)));
  const names = nameThreads(found, mainProcess);
  const profiles: Profile[] = [];
  const lost: string[] = [];
  for (const part of found) {
    const name = names.get(part)!;
    if (part.profile === undefined) {
      lost.push(name);
    } else if (part.profile.functions.length > 0 || name === 'main') {
      // Other threads in which nothing was instrumented are of no interest.
      const threads = part.profile.threads.map((thread) => ({ ...thread, name }));
      profiles.push({ ...part.profile, threads });
    }
  }
  if (profiles.length === 0) return undefined;
  const merged = mergeProfiles(profiles);
  for (const name of lost) {
    merged.notes.push(`${name} ended before it could save: its figures are missing.`);
  }
  addSourceLines(merged, (path) => readSource(parts, path));
  return merged;
}
