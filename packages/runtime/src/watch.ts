/**
 * Reads the figures of another thread from its shared memory. An entry of its own with an engine of its own,
 * for a thread in which nothing is recorded.
 */
export type { Profile } from './format/document.js';
export { isImage } from './watch/memory-image.js';
export {
  WatchedThread,
  type ReadOptions,
  type ThreadActivity,
  type ThreadImage,
  type ThreadName,
  type WatchedFigures,
} from './watch/watched-thread.js';
export type { KnownFunction } from './snapshot/names.js';
export type { Reading } from './snapshot/reading.js';
