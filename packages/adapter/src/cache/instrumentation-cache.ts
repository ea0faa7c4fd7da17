import { dirname, join } from 'node:path';
import { checksum, contentHash } from './content-hash.js';

// As they were at load: a program that is profiled may replace any of them, to give tests a disk of their own.
const {
  closeSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} = process.getBuiltinModule('node:fs');

/** What became of a file. */
export interface CachedCode {
  /** Null if the file is to be used as it is. */
  code: string | null;
  /** Warnings about it. */
  messages: string[];
  /** The sources that its source map embeds, where they are in no file. */
  sources: EmbeddedSources[];
}

/** The part of a source map that holds the text of sources. */
export interface EmbeddedSources {
  sources: (string | null)[];
  sourcesContent?: (string | null)[];
}

/** The keys of small entries are spread over as many folders as two hexadecimal digits can name. */
const FOLDERS = 256;

/**
 * Beyond this size, in bytes, an entry is large, and in a folder with all others: in one of the small ones it would
 * drive out the others at each run, and they it.
 */
const LARGE = 256 * 1024;

/**
 * Files as they have been instrumented and compiled before, by their content and by all that the result
 * depends on; processes share them. An entry is written aside and renamed, so that of several writers any one
 * counts. One that is damaged, or can't be read or written, is as if it were not there.
 */
export class InstrumentationCache {
  readonly #directory: string;
  readonly #common: string;
  readonly #maxBytes: number;

  /**
   * @param directory a folder of its own, which need not exist
   * @param common what all entries depend on: our version, the options
   * @param maxBytes what is kept at most of small entries, and of large ones, besides the newest of each folder
   */
  constructor(directory: string, common: unknown, maxBytes = 256 * 1024 * 1024) {
    this.#directory = directory;
    this.#common = JSON.stringify(common);
    this.#maxBytes = maxBytes;
  }

  /** The key of what is made of the parts: the text of a file and its path, for instance. */
  keyOf(...parts: readonly (string | undefined)[]): string {
    return contentHash(this.#common, ...parts.map((part) => part ?? ''));
  }

  find(key: string): CachedCode | undefined {
    for (const path of [this.#smallFile(key), this.#largeFile(key)]) {
      try {
        return decode(readFileSync(path, 'utf8'));
      } catch {
        // Not there, or damaged.
      }
    }
    return undefined;
  }

  store(key: string, entry: CachedCode): void {
    const bytes = Buffer.from(encode(entry));
    const isLarge = bytes.length > LARGE;
    const file = isLarge ? this.#largeFile(key) : this.#smallFile(key);
    const partial = `${file}.${process.pid}-${Math.trunc(Math.random() * 1e9)}`;
    try {
      const folder = dirname(file);
      mkdirSync(folder, { recursive: true });
      write(partial, bytes);
      renameSync(partial, file);
      prune(folder, isLarge ? this.#maxBytes : this.#maxBytes / FOLDERS);
    } catch {
      tryToRemove(partial);
    }
  }

  #smallFile(key: string): string {
    return join(this.#directory, key.slice(0, 2), key.slice(2));
  }

  #largeFile(key: string): string {
    return join(this.#directory, 'large', key);
  }
}

/** The first line holds all but the code, and a checksum of what follows it. */
function encode({ code, ...rest }: CachedCode): string {
  const text = code ?? '';
  return `${JSON.stringify({ sum: checksum(text), isKept: code === null, ...rest })}\n${text}`;
}

function decode(text: string): CachedCode | undefined {
  const end = text.indexOf('\n');
  const { sum, isKept, messages, sources } = JSON.parse(text.slice(0, end)) as {
    sum: number;
    isKept: boolean;
  } & Omit<CachedCode, 'code'>;
  const code = text.slice(end + 1);
  if (checksum(code) !== sum) return undefined;
  return { code: isKept ? null : code, messages, sources };
}

function write(path: string, bytes: Buffer): void {
  const descriptor = openSync(path, 'w');
  try {
    for (let written = 0; written < bytes.length;) written += writeSync(descriptor, bytes, written);
  } finally {
    closeSync(descriptor);
  }
}

/** Removes the oldest files of a folder that holds more than so many bytes. */
function prune(folder: string, maxBytes: number): void {
  const files = readdirSync(folder).map((name) => {
    const path = join(folder, name);
    const { size, mtimeMs } = statSync(path);
    return { path, size, mtimeMs };
  });
  files.sort((a, b) => b.mtimeMs - a.mtimeMs);
  let bytes = 0;
  for (const [index, { path, size }] of files.entries()) {
    bytes += size;
    if (index > 0 && bytes > maxBytes) tryToRemove(path);
  }
}

function tryToRemove(path: string): void {
  try {
    rmSync(path, { force: true });
  } catch {
    // Another process has, or will.
  }
}
