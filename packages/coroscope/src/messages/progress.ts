import { printable } from '@coroscope/report/printable';

/** Milliseconds before it is said how far something is, and between two times. */
const PATIENCE = 1000;
const INTERVAL = 200;

const BYTES_PER_MEGABYTE = 1e6;

/** Bytes that take about a second to be understood. */
const LONG = 50 * BYTES_PER_MEGABYTE;

/** Reads what a file holds; on a terminal, says on standard error that it is being read if that takes long. */
export function withReadingShown<T>(
  file: string,
  { length }: Uint8Array,
  read: () => T,
  stream: NodeJS.WriteStream = process.stderr,
): T {
  if (!stream.isTTY || length < LONG) return read();
  stream.write(
    `\rcoroscope: reading ${printable(file)}, ${Math.round(length / BYTES_PER_MEGABYTE)} MB …`,
  );
  try {
    return read();
  } finally {
    stream.write('\r\x1b[K');
  }
}

/** Passes chunks on; on a terminal, says on standard error how much there was if that takes long. */
export function* withProgress<Chunk extends string | Uint8Array>(
  chunks: Iterable<Chunk>,
  stream: NodeJS.WriteStream = process.stderr,
): Generator<Chunk> {
  if (!stream.isTTY) {
    yield* chunks;
    return;
  }
  let next = Date.now() + PATIENCE;
  let bytes = 0;
  let isShown = false;
  try {
    for (const chunk of chunks) {
      yield chunk;
      bytes += chunk.length;
      if (Date.now() < next) continue;
      next = Date.now() + INTERVAL;
      isShown = true;
      stream.write(`\rcoroscope: ${Math.round(bytes / BYTES_PER_MEGABYTE)} MB written …`);
    }
  } finally {
    if (isShown) stream.write('\r\x1b[K');
  }
}

/** Passes the names of files on; on a terminal, says on standard error which one it is if that takes long. */
export function* withFileProgress(
  files: readonly string[],
  stream: NodeJS.WriteStream = process.stderr,
): Generator<string> {
  let next = Date.now() + PATIENCE;
  let isShown = false;
  try {
    for (const [i, file] of files.entries()) {
      yield file;
      if (!stream.isTTY || Date.now() < next) continue;
      next = Date.now() + INTERVAL;
      isShown = true;
      stream.write(`\rcoroscope: ${i + 1} of ${files.length} files read …`);
    }
  } finally {
    if (isShown) stream.write('\r\x1b[K');
  }
}
