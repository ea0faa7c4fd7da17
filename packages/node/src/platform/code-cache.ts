import { contentHash, sharedCacheDirectory } from '@coroscope/adapter/cache';
import { statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { Script, type ScriptOptions } from 'node:vm';
import { mkdirSync, readdirSync, readFile, replaceFile, rmSync } from './files.js';
import { javascriptHost } from './javascript-host.js';

/** Entries that are kept: several versions of Node, with several options, take one each for every file. */
const MAX_ENTRIES = 128;

/** The checksum before what V8 has given us. */
const CHECKSUM_BYTES = 4;

/**
 * V8's code cache for files of ours: the bytecode of the functions that an earlier process has compiled.
 * Node has a cache of its own (`module.enableCompileCache`) since 22.1, but it takes in the modules of the
 * program as well, and the program can see it.
 */
export class CodeCache {
  readonly #directory: string | undefined;
  /** What this thread had to compile. */
  readonly #missed = new Map<string, Script>();

  readonly #version: string;

  /**
   * @param directory where a `node_modules` is looked for, which holds the cache
   * @param version of the files
   */
  constructor(directory: string, version: string) {
    this.#version = version;
    this.#directory = javascriptHost === 'node' ? join(cacheOf(directory), 'v8') : undefined;
  }

  /**
   * @param code the code of a file, perhaps with something around it
   * @param importModuleDynamically what its `import()` does
   */
  compile(
    code: string,
    filename: string,
    importModuleDynamically?: ScriptOptions['importModuleDynamically'],
  ): Script {
    const options: ScriptOptions = { filename, importModuleDynamically };
    if (this.#directory === undefined) return new Script(code, options);
    const entry = join(this.#directory, nameOf(filename, this.#version));
    const script = new Script(code, { ...options, cachedData: readEntry(entry) });
    if (script.cachedDataRejected !== false) this.#missed.set(entry, script);
    return script;
  }

  /** Keeps what had to be compiled. The longer a script has run, the more of its functions are compiled. */
  save(): void {
    if (this.#missed.size === 0) return;
    try {
      mkdirSync(this.#directory!, { recursive: true });
      for (const [entry, script] of this.#missed) writeEntry(entry, script.createCachedData());
      const names = readdirSync(this.#directory!);
      if (names.length > MAX_ENTRIES) rmSync(this.#directory!, { recursive: true, force: true });
    } catch {
      // The next process compiles again.
    }
    this.#missed.clear();
  }
}

/**
 * Names the file, by its path, and its version, since of the text, V8 itself compares the length only, and some package
 * managers give all files one time; and the options, since V8 refuses what was compiled with others of its own.
 */
function nameOf(filename: string, version: string): string {
  const { size, mtimeMs } = statSync(filename);
  const { arch, execArgv, env } = process;
  const host = [process.version, arch, ...execArgv, env.NODE_OPTIONS ?? ''];
  return `${basename(filename, '.js')}-${contentHash(version, filename, `${size}-${mtimeMs}`, ...host)}`;
}

/** Outermost, so that all packages of a project have one cache, whatever their own dependencies. */
function cacheOf(directory: string): string {
  const [modules] = /^.*?[\\/]node_modules(?=[\\/])/.exec(directory) ?? [];
  return sharedCacheDirectory(modules === undefined ? directory : dirname(modules));
}

function readEntry(entry: string): Buffer | undefined {
  try {
    const bytes = readFile(entry);
    const data = bytes.subarray(CHECKSUM_BYTES);
    // V8 trusts the data; a damaged entry could crash the program.
    return bytes.readUint32LE(0) === checksum(data) ? data : undefined;
  } catch {
    return undefined;
  }
}

function writeEntry(entry: string, data: Buffer): void {
  const bytes = Buffer.alloc(CHECKSUM_BYTES + data.length);
  bytes.writeUint32LE(checksum(data), 0);
  data.copy(bytes, CHECKSUM_BYTES);
  replaceFile(entry, bytes);
}

/** Words from one that is looked at to the next: what a disk loses, it loses by blocks of 512 bytes and more. */
const STRIDE = 64;

/** FNV-1a over the length and words of four bytes. */
function checksum(data: Buffer): number {
  const { buffer, byteOffset, length } = data;
  const words = new Int32Array(buffer, byteOffset, length >>> 2);
  let value = 0x811c9dc5 ^ length;
  for (let i = 0; i < words.length; i += STRIDE) {
    value = Math.imul(value ^ words[i], 0x01000193);
  }
  return value >>> 0;
}
