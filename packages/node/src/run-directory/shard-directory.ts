import type { Profile } from '@coroscope/runtime/contract';
import { basename, join } from 'node:path';
import type { Channel } from './channel.js';
import { javascriptHost } from '../platform/javascript-host.js';
import { existsSync, mkdirSync, readdirSync, replaceFile, writeFile } from '../platform/files.js';

/** The disk in memory that Linux has. */
export const MEMORY_DISK = '/dev/shm';

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
 * | `<process>-<thread>.json`    | by each thread, or its watcher, when it ends | its shard                |
 * | `<process>-<thread>.flushed` | by the watcher, now and then                 | its shard up to then     |
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
  /** Takes what that directory has no room for. */
  protected readonly spare: string;

  constructor(path: string) {
    this.path = path;
    this.spare = join(MEMORY_DISK, basename(path));
  }

  exists(): boolean {
    return existsSync(this.path);
  }

  /** Announces a thread, so that its shard is missed if it never gets to save. */
  announce(id: ThreadId): void {
    this.#write(`${nameOf(id)}.started`, javascriptHost);
  }

  writeShard(id: ThreadId, profile: Profile): void {
    this.#write(`${nameOf(id)}.json`, JSON.stringify(profile));
  }

  /** Writes the figures so far of a thread that goes on. */
  flushShard(id: ThreadId, profile: Profile): void {
    this.#write(`${nameOf(id)}.flushed`, JSON.stringify(profile));
  }

  #write(name: string, text: string): void {
    try {
      replaceFile(join(this.path, name), text);
    } catch (error) {
      // A full disk, or one that can't be written any more; but a run that is over stays so.
      if (!existsSync(MEMORY_DISK) || !this.exists()) throw error;
      mkdirSync(this.spare, { recursive: true, mode: 0o700 });
      replaceFile(join(this.spare, name), text);
    }
  }

  /** The path of a file, wherever it has been written; undefined if it has not. */
  protected find(name: string): string | undefined {
    return [this.file(name), join(this.spare, name)].find((path) => existsSync(path));
  }

  /** The names of all files. */
  protected names(): string[] {
    const directories = [...new Set([this.path, this.spare])];
    return directories.filter((path) => existsSync(path)).flatMap((path) => readdirSync(path));
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

export function nameOf({ process, thread }: ThreadId): string {
  return `${process}-${thread}`;
}
