import { join } from 'node:path';
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

/** What is kept at most, in bytes, besides the newest of each folder. */
const MAX_BYTES = 512 * 1024 * 1024;

/** Keys are spread over as many folders as two hexadecimal digits can name. */
const FOLDERS = 256;

/**
 * Files as they have been instrumented and compiled before, by their content and by all that the result
 * depends on; processes share them. An entry is written aside and renamed, so that of several writers any one
 * counts. One that is damaged, or can't be read or written, is as if it were not there.
 */
export class InstrumentationCache {
  readonly #directory: string;
  readonly #common: string;

  /**
   * @param directory a folder of its own, which need not exist
   * @param common what all entries depend on: our version, the options
   */
  constructor(directory: string, common: unknown) {
    this.#directory = directory;
    this.#common = JSON.stringify(common);
  }

  /** The key of what is made of the parts: the text of a file and its path, for instance. */
  keyOf(...parts: readonly (string | undefined)[]): string {
    return contentHash(this.#common, ...parts.map((part) => part ?? ''));
  }

  find(key: string): CachedCode | undefined {
    try {
      return decode(readFileSync(this.#fileOf(key), 'utf8'));
    } catch {
      return undefined;
    }
  }

  store(key: string, entry: CachedCode): void {
    const folder = this.#folderOf(key);
    const partial = join(folder, `${key}.${process.pid}-${Math.trunc(Math.random() * 1e9)}`);
    try {
      mkdirSync(folder, { recursive: true });
      write(partial, encode(entry));
      renameSync(partial, this.#fileOf(key));
      prune(folder);
    } catch {
      tryToRemove(partial);
    }
  }

  #folderOf(key: string): string {
    return join(this.#directory, key.slice(0, 2));
  }

  #fileOf(key: string): string {
    return join(this.#folderOf(key), key.slice(2));
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

function write(path: string, text: string): void {
  const descriptor = openSync(path, 'w');
  try {
    const bytes = Buffer.from(text);
    for (let written = 0; written < bytes.length;) written += writeSync(descriptor, bytes, written);
  } finally {
    closeSync(descriptor);
  }
}

/** Removes the oldest files of a folder that holds more than its part. */
function prune(folder: string): void {
  const files = readdirSync(folder).map((name) => {
    const path = join(folder, name);
    const { size, mtimeMs } = statSync(path);
    return { path, size, mtimeMs };
  });
  files.sort((a, b) => b.mtimeMs - a.mtimeMs);
  let bytes = 0;
  for (const [index, { path, size }] of files.entries()) {
    bytes += size;
    if (index > 0 && bytes > MAX_BYTES / FOLDERS) tryToRemove(path);
  }
}

function tryToRemove(path: string): void {
  try {
    rmSync(path, { force: true });
  } catch {
    // Another process has, or will.
  }
}
