import type { Profile } from '@coroscope/runtime/contract';
import type { ReadOptions, ThreadImage, ThreadName } from '@coroscope/runtime/watch';
import { closeSync, ftruncateSync, openSync, writeParts } from '../platform/files.js';

/** What an image says beside the tables of its thread. */
export interface ImageDescription extends Required<Pick<ReadOptions, 'offStack' | 'moment'>> {
  name: ThreadName;
  /** Milliseconds: see `WatchedFigures`. */
  skew: number;
  /** What the profile says of the run. */
  run: Pick<Profile, 'program' | 'processes'>;
}

/**
 * Writes an image to a file: the tables, the description as JSON, and how many bytes that has, as four bytes.
 *
 * @param make gives the image as it is now; tried again while tables move
 * @throws {Error} if the file can't be written, or tables move all the time
 */
export function writeImage(
  path: string,
  make: () => ThreadImage,
  describe: (image: ThreadImage) => ImageDescription,
): void {
  const descriptor = openSync(path, 'w');
  try {
    for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
      const image = make();
      const end = writeParts(descriptor, image.parts, 0);
      const description = Buffer.from(JSON.stringify(describe(image)));
      if (!image.isIntact()) continue;
      const length = Buffer.alloc(LENGTH_BYTES);
      length.writeUInt32LE(description.length);
      ftruncateSync(descriptor, writeParts(descriptor, [description, length], end));
      return;
    }
    throw new Error('its tables were never at rest');
  } finally {
    closeSync(descriptor);
  }
}

const ATTEMPTS = 100;
const LENGTH_BYTES = 4;

/** The two parts of an image; undefined if it is none. */
export function splitImage(
  file: Buffer<ArrayBuffer>,
): { tables: ArrayBuffer; description: ImageDescription } | undefined {
  const end = file.length - LENGTH_BYTES;
  if (end < 0) return undefined;
  const start = end - file.readUInt32LE(end);
  if (start < 0) return undefined;
  const description = JSON.parse(file.toString('utf8', start, end)) as ImageDescription;
  // Tables are views on a buffer that begins with them.
  const isOwnBuffer = file.byteOffset === 0;
  const tables = isOwnBuffer ? file.buffer : file.buffer.slice(file.byteOffset);
  return { tables, description };
}
