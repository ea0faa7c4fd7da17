import { contentHash, type EmbeddedSources } from '@coroscope/adapter/cache';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFile,
  rmSync,
  statSync,
  writeFile,
} from '../platform/files.js';
import { CoroscopeError } from '../messages/coroscope-error.js';
import { oneLine } from '../messages/one-line.js';
import { isRunning } from '../platform/is-running.js';
import type { Channel } from './channel.js';
import {
  CHANNEL,
  channelFile,
  isOwn,
  nameOf,
  SHARED_DIRECTORIES,
  ShardDirectory,
  type ThreadId,
} from './shard-directory.js';

export type { ThreadId };

/** The process that saves a run which no command waits for. */
export interface RunOwner {
  process: number;
  /** The `NodeOptions` of the run. */
  options: object;
}

/** What there is of a thread's figures. */
export interface SavedShard {
  /** The name of its file. */
  name: string;
  content: { text: string } | { image: Buffer<ArrayBuffer> };
  /**
   * If the thread was killed: the milliseconds since its figures were written down for the last time; infinite where
   * nobody knows when that was.
   */
  age?: number;
}

/**
 * The same directory as seen by the process that merges what threads and processes leave in it. Beside what
 * ShardDirectory lists, there are texts for the report, in `sources/<hash of the path>`: those of code whose
 * source map embeds its sources. The shards of a trace, one for each thread, lie outside: see `traceShard`.
 */
export class RunDirectory extends ShardDirectory {
  /** Whether everything that wrote into it is gone, since nobody knows when. */
  isAbandoned = false;

  /** @throws {CoroscopeError} if no temporary directory can be written */
  static create(): RunDirectory {
    let problem: string | undefined;
    for (const parent of parents()) {
      try {
        return new RunDirectory(mkdtempSync(join(parent, PREFIX)));
      } catch (error) {
        problem ??= oneLine(error, parent);
      }
    }
    throw new CoroscopeError(
      `no temporary directory can be written (${problem}); name one that can in TMPDIR`,
    );
  }

  /** The directories of this user's runs: nobody else can have written what is in them. */
  static findAll(): RunDirectory[] {
    const paths = parents().flatMap((parent) =>
      namesIn(parent)
        .filter((name) => NAME.test(name))
        .map((name) => join(parent, name)),
    );
    return [...new Set(paths)].filter(isOwn).map((path) => new RunDirectory(path));
  }

  /** Records the options of a run, for the command that reports it if the first process, which saves it, is killed. */
  noteOwner(owner: RunOwner): void {
    writeFile(this.file(OWNER), JSON.stringify(owner));
  }

  /** Undefined for a run that a command saves. */
  owner(): RunOwner | undefined {
    try {
      return JSON.parse(readFile(this.file(OWNER)).toString()) as RunOwner;
    } catch {
      return undefined;
    }
  }

  /** When figures were written down for the last time, in milliseconds of the epoch; 0 if they never were. */
  latestFigures(): number {
    const shards = namesIn(this.path).filter(
      (name) => /\.(json|image|flushed)$/.test(name) && name !== OWNER,
    );
    return Math.max(0, ...shards.map((name) => statSync(this.file(name)).mtimeMs));
  }

  /** How the watchers of processes can be reached; what ended processes have left is removed. */
  channels(): Channel[] {
    const channels = namesIn(this.path)
      .filter((name) => name.endsWith(CHANNEL))
      .map((name) => parseInt(name));
    return channels.flatMap((process) => {
      const channel = this.#readChannel(process);
      if (channel !== undefined && isRunning(process)) return [channel];
      for (const file of [channelFile(process), `${process}.socket`]) {
        rmSync(this.file(file), { force: true });
      }
      return [];
    });
  }

  #readChannel(process: number): Channel | undefined {
    try {
      return JSON.parse(readFile(this.file(channelFile(process))).toString()) as Channel;
    } catch {
      // The run is over, or somebody else has written it.
      return undefined;
    }
  }

  /** Removes what it can. */
  remove(): void {
    for (const path of [this.path, ...this.spares.filter(isOwn)]) {
      try {
        // A watcher that is just starting may write its channel meanwhile.
        rmSync(path, { recursive: true, force: true, maxRetries: 5, retryDelay: 10 });
      } catch {
        // It lies where the system clears away what is old.
      }
    }
  }

  /** The threads that were announced, by process and thread. */
  announcedThreads(): ThreadId[] {
    return parseIds(this.names(), '', '.started');
  }

  /** What runs a process that was announced: `node`, `bun` or `deno`. */
  hostOf(process: number): string {
    const name = this.find(`${nameOf({ process, thread: 0 })}.started`);
    return name === undefined ? '' : readFile(name).toString();
  }

  /** Whether a watcher has saved figures, which `readImage` reads. */
  hasImages(): boolean {
    return this.names().some((name) => /\.(image|flushed)$/.test(name));
  }

  /** What has been saved of a thread's figures; undefined if it ended before anything was. */
  readShard(id: ThreadId): SavedShard | undefined {
    const name = `${nameOf(id)}.json`;
    const whole = this.find(name);
    if (whole !== undefined) return { name, content: { text: readFile(whole).toString() } };
    const imageName = `${nameOf(id)}.image`;
    const image = this.find(imageName);
    if (image !== undefined) return { name: imageName, content: { image: readFile(image) } };
    const flushedName = `${nameOf(id)}.flushed`;
    const flushed = this.find(flushedName);
    if (flushed === undefined) return undefined;
    const age = this.isAbandoned ? Infinity : Date.now() - statSync(flushed).mtimeMs;
    return { name: flushedName, content: { image: readFile(flushed) }, age };
  }

  /** Whether a process has begun to profile itself; a shell, for one, never does. */
  hasAnnounced(process: number): boolean {
    return this.find(`${nameOf({ process, thread: 0 })}.started`) !== undefined;
  }

  /**
   * Acknowledges that a process deals with signals, or is about to. One that never does so after a
   * signal is stuck in a computation, which keeps it from ending, and may be killed.
   */
  acknowledgeSignals(process: number): void {
    try {
      writeFile(this.#acknowledgement(process), '');
    } catch {
      // The command that waited has ended and removed the directory.
    }
  }

  hasAcknowledgedSignals(process: number): boolean {
    return existsSync(this.#acknowledgement(process));
  }

  /**
   * Saves the text of sources that exist only in a source map, as those of published packages do:
   * the report shows lines of it.
   */
  saveEmbeddedSources(map: EmbeddedSources): void {
    map.sources.forEach((source, index) => {
      const text = map.sourcesContent?.[index];
      if (source === null || text == null || existsSync(source)) return;
      const file = this.#embeddedSource(source);
      if (existsSync(file)) return;
      mkdirSync(dirname(file), { recursive: true });
      writeFile(file, text);
    });
  }

  /** The text of a source, from its own file or as saved; undefined if there is neither. */
  readSource(source: string): string | undefined {
    for (const file of [source, this.#embeddedSource(source)]) {
      try {
        return readFile(file).toString();
      } catch {
        // It isn't in this file.
      }
    }
    return undefined;
  }

  /**
   * The file that a thread records its trace into: beside the one that was asked for, so that it can
   * be renamed on the same disk, and named after the run, so that no other run has it.
   */
  traceShard(trace: string, id: ThreadId): string {
    return this.#tracePrefix(trace) + nameOf(id);
  }

  /** The threads that have recorded a trace, by process and thread. */
  findTraceShards(trace: string): ThreadId[] {
    return parseIds(readdirSync(dirname(trace)), basename(this.#tracePrefix(trace)), '');
  }

  #tracePrefix(trace: string): string {
    return `${trace}.${basename(this.path)}-`;
  }

  #acknowledgement(process: number): string {
    return this.file(`${process}.acknowledged`);
  }

  #embeddedSource(source: string): string {
    return join(this.path, 'sources', contentHash(source));
  }
}

const OWNER = 'owner.json';

const PREFIX = 'coroscope-';
const NAME = /^coroscope-[A-Za-z0-9]{6}$/;

/** The directories in which those of runs may be, the first choice first. */
function parents(): string[] {
  return [...new Set([tmpdir(), ...SHARED_DIRECTORIES])];
}

function namesIn(directory: string): string[] {
  try {
    return readdirSync(directory);
  } catch {
    return [];
  }
}

/** The threads that file names stand for, by process and thread; other names are left out. */
function parseIds(names: readonly string[], prefix: string, suffix: string): ThreadId[] {
  return names
    .filter((name) => name.startsWith(prefix) && name.endsWith(suffix))
    .map((name) => /^(\d+)-(\d+)$/.exec(name.slice(prefix.length, name.length - suffix.length)))
    .filter((match) => match !== null)
    .map(([, process, thread]) => ({ process: Number(process), thread: Number(thread) }))
    .sort((a, b) => a.process - b.process || a.thread - b.thread);
}
