import type { Profile } from '@coroscope/profile';
import { isImage, WatchedThread } from '@coroscope/runtime/watch';
import { addSkewNote } from '../messages/skew-note.js';
import { splitImage } from '../run-directory/thread-image.js';

/**
 * Reads what a watcher has written down of a thread that could not save its figures itself.
 *
 * @throws {Error} if it is no such image
 */
export function readImage(file: Buffer<ArrayBuffer>): Profile {
  const { tables, description } = splitImage(file) ?? {};
  if (tables === undefined || description === undefined || !isImage(tables)) {
    throw new Error('they are damaged');
  }
  const { name, skew, run, ...how } = description;
  const figures = new WatchedThread(tables, name).read(how);
  if (figures === undefined) throw new Error('they are damaged');
  const { profile } = figures;
  addSkewNote(profile, skew);
  const threads = profile.threads.map(({ probeCosts: _, ...thread }) => ({
    ...thread,
    end: 'ended' as const,
  }));
  return { ...profile, threads, ...run };
}
