import { basename, join } from 'node:path';
import type { Channel } from './channel.js';
import { javascriptHost } from '../platform/javascript-host.js';
import {
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  replaceFile,
  replaceWith,
  writeFile,
} from '../platform/files.js';

/** Directories in which everybody may write; the first is the disk in memory that Linux has. */
export const SHARED_DIRECTORIES = ['/dev/shm', '/tmp', '/var/tmp'];

/** One thread of one process, as file names identify it. */
export interface ThreadId {
  process: number;
  thread: number;
}

/**
 * The temporary directory of one run, as the threads of its processes see it, which write into it. What the
 * watcher writes is as good as what the thread would have written itself, but for a flushed shard, which
 * counts only if its thread has been killed.
 *
 * | file                         | written                                      | means                    |
 * | ---------------------------- | -------------------------------------------- | ------------------------ |
 * | `<process>-<thread>.started` | by each thread when it starts, with its host | expect a shard           |
 * | `<process>-<thread>.json`    | by each thread when it ends                  | its shard                |
 * | `<process>-<thread>.image`   | by the watcher when a thread can't           | the same: see `readImage` |
 * | `<process>-<thread>.flushed` | by the watcher, now and then                 | such an image up to then |
 * | `*.partial`                  | until a shard is complete                    | ignore it                |
 * | `owner.json`                 | by the first process without a command       | how to save the run      |
 * | `<process>.acknowledged`     | by a process that deals with signals         | don't kill it            |
 * | `<process>.watched`          | by the watcher of a process                  | it answers requests      |
 * | `<process>.save`             | by the command                               | save, you will be killed |
 * | `<process>.saved`            | by the watcher                               | it is done               |
 * | `<process>.channel`          | by the watcher                               | how it can be asked      |
 * | `<process>.socket`           | by the watcher                               | where it listens         |
 */
export class ShardDirectory {
  readonly path: string;
  /** Take what that directory has no room for: the first that has. */
  protected readonly spares: readonly string[];

  constructor(path: string) {
    this.path = path;
    this.spares = SHARED_DIRECTORIES.map((parent) => join(parent, basename(path))).filter(
      (spare) => spare !== path,
    );
  }

  exists(): boolean {
    return existsSync(this.path);
  }

  /** Announces a thread, so that its shard is missed if it never gets to save. */
  announce(id: ThreadId): void {
    this.#write(`${nameOf(id)}.started`, javascriptHost);
  }

  /** @param document a profile, or what is saved of one */
  writeShard(id: ThreadId, document: object): void {
    this.#write(`${nameOf(id)}.json`, JSON.stringify(document));
  }

  /**
   * Has the shard of a thread written that can't do so itself.
   *
   * @param write writes an image to a path
   */
  writeImage(id: ThreadId, write: (path: string) => void): void {
    this.#replace(`${nameOf(id)}.image`, write);
  }

  /** The same for the figures so far of a thread that goes on. */
  flushImage(id: ThreadId, write: (path: string) => void): void {
    this.#replace(`${nameOf(id)}.flushed`, write);
  }

  #write(name: string, text: string): void {
    this.#replace(name, (path) => writeFile(path, text));
  }

  #replace(name: string, write: (path: string) => void): void {
    try {
      replaceWith(join(this.path, name), write);
    } catch (error) {
      // A full disk, or one that can't be written any more; but a run that is over stays so.
      const isOver = !this.exists();
      if (isOver || !this.spares.some((spare) => isWritten(spare, name, write))) throw error;
    }
  }

  /** The path of a file, wherever it has been written; undefined if it has not. */
  protected find(name: string): string | undefined {
    return this.#directories()
      .map((directory) => join(directory, name))
      .find((path) => existsSync(path));
  }

  /** The names of all files. */
  protected names(): string[] {
    return [...new Set(this.#directories().flatMap((path) => readdirSync(path)))];
  }

  /** Those that there are. Where everybody may write, somebody else may have made one of the same name. */
  #directories(): string[] {
    const own = this.exists() ? [this.path] : [];
    return [...own, ...this.spares.filter(isOwn)];
  }

  /** Notes that a process has a watcher, which answers requests. */
  announceWatcher(process: number): void {
    writeFile(this.file(`${process}.watched`), '');
  }

  isWatched(process: number): boolean {
    return existsSync(this.file(`${process}.watched`));
  }

  /** Asks the watcher of a process to save the figures of all its threads, as they end now. */
  requestSave(process: number): void {
    writeFile(this.file(`${process}.save`), '');
  }

  isSaveRequested(process: number): boolean {
    return existsSync(this.file(`${process}.save`));
  }

  confirmSave(process: number): void {
    writeFile(this.file(`${process}.saved`), '');
  }

  hasSaved(process: number): boolean {
    return existsSync(this.file(`${process}.saved`));
  }

  /** Where the watcher of a process listens: in this directory, which is the user's alone, where sockets are files. */
  addressOfChannel(process: number): string {
    return globalThis.process.platform === 'win32'
      ? `\\\\.\\pipe\\${basename(this.path)}-${process}`
      : this.file(`${process}.socket`);
  }

  announceChannel(channel: Channel): void {
    replaceFile(this.file(channelFile(channel.process)), JSON.stringify(channel));
  }

  protected file(name: string): string {
    return join(this.path, name);
  }
}

/** The extension of files that say how a watcher can be reached. */
export const CHANNEL = '.channel';

export function channelFile(process: number): string {
  return `${process}${CHANNEL}`;
}

/** Writes a file into a directory, which is made if there is none; one that somebody else has made is left alone. */
function isWritten(directory: string, name: string, write: (path: string) => void): boolean {
  try {
    if (!existsSync(directory)) mkdirSync(directory, { mode: 0o700 });
    if (!isOwn(directory)) return false;
    replaceWith(join(directory, name), write);
    return true;
  } catch {
    return false;
  }
}

/** Whether a path is a directory of this user's that no other can open. */
export function isOwn(path: string): boolean {
  try {
    const stats = lstatSync(path);
    const { uid, mode } = stats;
    const user = process.getuid?.();
    return stats.isDirectory() && (user === undefined || (uid === user && (mode & 0o077) === 0));
  } catch {
    return false;
  }
}

export function nameOf({ process, thread }: ThreadId): string {
  return `${process}-${thread}`;
}
