import { addSourceLines, mergeProfiles, type Profile } from '@coroscope/profile';
import { whyNothing } from '../messages/nothing-instrumented.js';
import { say } from '../messages/say.js';
import type { Shard } from './shard.js';
import { nameThreads } from './thread-names.js';

/**
 * The profile of a whole run, merged from the shards of its threads; undefined if there are none.
 *
 * @param saved in any order
 * @param mainProcess whose threads come first, and without the process in their names
 * @param readSource gives the text of a source
 */
export function mergeShards(
  saved: readonly Shard[],
  mainProcess: number,
  readSource: (path: string) => string | undefined,
): Profile | undefined {
  const isMain = (shard: Shard) => shard.process === mainProcess;
  const shards = [...saved].sort((a, b) => Number(isMain(b)) - Number(isMain(a)));
  const names = nameThreads(shards, mainProcess, ({ profile }) => profile?.threads[0]?.name);
  const profiles: Profile[] = [];
  const notes: string[] = [];
  for (const shard of shards) {
    const name = names.get(shard)!;
    if (shard.profile === undefined) {
      const { problem } = shard;
      notes.push(
        problem === undefined
          ? `${name} ended before it could save: its figures are missing.`
          : `The figures of ${name} are missing: ${problem}.`,
      );
    } else if (shard.profile.functions.length > 0 || name === 'main') {
      // Other threads in which nothing was instrumented are of no interest.
      const threads = shard.profile.threads.map((thread) => ({ ...thread, name }));
      profiles.push({ ...shard.profile, threads });
      if (shard.flushedAge !== undefined) notes.push(noteOnKilled(name, shard.flushedAge));
    }
  }
  if (profiles.length === 0) {
    for (const { problem } of shards) if (problem !== undefined) say(`no figures: ${problem}`);
    return undefined;
  }
  const merged = mergeProfiles(profiles);
  const processes = new Set(merged.threads.map((thread) => thread.process));
  merged.processes = shards
    .flatMap(({ profile }) => profile?.processes ?? [])
    .filter(({ id }) => processes.has(id));
  merged.notes.push(...notes);
  if (merged.functions.length === 0) merged.notes.push(sentence(whyNothing(merged)));
  addSourceLines(merged, readSource);
  return merged;
}

/** @param age Milliseconds from the last flush to the end of the run; infinite if they are unknown. */
function noteOnKilled(name: string, age: number): string {
  const when = Number.isFinite(age)
    ? `as they were ${(age / 1000).toFixed(1)} s before the run was over`
    : 'those that were written down last before that';
  return `${sentenceStart(name)} was killed before it could save. Its figures are ${when}.`;
}

function sentenceStart(text: string): string {
  return text[0].toUpperCase() + text.slice(1);
}

function sentence(text: string): string {
  return `${sentenceStart(text)}.`;
}
