import { readProfile, type Profile } from '@coroscope/profile';
import { oneLine } from '../messages/one-line.js';
import type { RunDirectory, ThreadId } from '../run-directory/run-directory.js';

/** The part of a run's profile that one thread saves. */
export interface Shard extends ThreadId {
  /** Undefined if the thread ended before it could save, or has saved something else. */
  profile: Profile | undefined;
  /** If the thread was killed: as `age` of what was saved. */
  flushedAge?: number;
  /** Why what the thread has saved can't be read. */
  problem?: string;
}

/** Gives what reads images, `readImage`, which is loaded where there are some. */
export type ImageReader = () => (image: Buffer<ArrayBuffer>) => Profile;

/** The shards of all threads that were announced, by process and thread. */
export function readShards(run: RunDirectory, imageReader: ImageReader): Shard[] {
  return run.announcedThreads().map((id) => readShard(run, id, imageReader));
}

/** What a program has saved is no more to be trusted than the program. */
export function readShard(run: RunDirectory, id: ThreadId, imageReader: ImageReader): Shard {
  const saved = run.readShard(id);
  if (saved === undefined) return { ...id, profile: undefined };
  const { name, content, age } = saved;
  try {
    const isImage = 'image' in content;
    const profile = isImage ? imageReader()(content.image) : readProfile(content.text, name);
    return { ...id, profile, flushedAge: age };
  } catch (error) {
    return { ...id, profile: undefined, problem: oneLine(error, name) };
  }
}

/**
 * The process that reports put first: the one that was started, or else, where that runs nothing
 * instrumented (a shell, a package manager), the first one below it that does.
 */
export function findMainProcess(shards: readonly Shard[], started: number): number {
  const isInstrumented = ({ profile }: Shard) => (profile?.functions.length ?? 0) > 0;
  const own = shards.filter(({ process }) => process === started);
  if (own.some((shard) => shard.profile === undefined || isInstrumented(shard))) return started;
  // Process ids grow with time, but for the rare moment at which they begin anew.
  return shards.find(isInstrumented)?.process ?? started;
}
