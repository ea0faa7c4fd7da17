import { mergeProfiles, readProfile, type Profile } from '@coroscope/profile';
import type { Question, ThreadState } from '../channel/messages.js';
import { isRunning } from '../platform/is-running.js';
import type { Channel } from '../run-directory/channel.js';
import { nameOf, type ThreadId } from '../run-directory/shard-directory.js';
import type { RunDirectory } from '../run-directory/run-directory.js';
import { mergeShards } from '../shards/merge-shards.js';
import { loadImageReader } from '../shards/load-image-reader.js';
import { findMainProcess, readShard, type ImageReader, type Shard } from '../shards/shard.js';
import { nameThreads } from '../shards/thread-names.js';
import { Connection, type Reply } from './connection.js';
import { ProgramEnded } from './program-ended.js';

export type { ThreadState };

/** What a program was doing at one moment. */
export interface ProgramReading {
  /** All since its start, or since this was told to forget what came before. */
  profile: Profile;
  /** What has happened since the reading before; undefined for the first one. */
  latest: Profile | undefined;
  /** All since its start where `profile` is not: a wait that began before is as long as it is. */
  whole: Profile | undefined;
  /** Whether its threads are to record. */
  isOn: boolean;
  /** The threads that run, with the names that they have in the profiles. */
  threads: ThreadState[];
}

/** A program that runs under the profiler, with the processes that it has started, as their watchers see it. */
export class RunningProgram {
  readonly channel: Channel;
  readonly #run: RunDirectory;
  readonly #connections = new Map<number, Connection>();
  /** The shards of threads that have ended: they do not change. */
  readonly #ended = new Map<string, Shard>();
  readonly #sources = new Map<string, string | undefined>();
  #isReset = false;

  constructor(run: RunDirectory, channel: Channel) {
    this.#run = run;
    this.channel = channel;
  }

  /**
   * Reads what the program has done so far. The program itself is not asked.
   *
   * @throws {ProgramEnded} if it has ended
   * @throws {CoroscopeError} if it does not answer
   */
  read(): Promise<ProgramReading> {
    return this.#ask({ ask: 'read' });
  }

  /** The same; what came before counts for no later reading. */
  reset(): Promise<ProgramReading> {
    this.#isReset = true;
    return this.#ask({ ask: 'reset' });
  }

  /** Has all threads record, or record no longer, as soon as each gets to its event loop. */
  async record(isOn: boolean): Promise<void> {
    const asked = this.#channels().map((channel) => this.#reply(channel, { ask: 'record', isOn }));
    await Promise.all(asked);
  }

  close(): void {
    for (const connection of this.#connections.values()) connection.close();
  }

  async #ask(question: Question): Promise<ProgramReading> {
    const asked = this.#channels().map((channel) => this.#reply(channel, question));
    const replies = await Promise.all(asked);
    const threads = replies.flatMap(threadsOf);
    const live = threads.map(({ state, profile }) => asShard(state, profile));
    const others = this.#others(live, await loadImageReader(this.#run));
    const shards = [...live, ...others].sort(byNumber);
    const main = findMainProcess(shards, this.channel.process);
    const profile = mergeShards(shards, main, (path) => this.#readSource(path));
    if (live.length === 0 || profile === undefined) throw new ProgramEnded(this.channel.process);
    const names = nameThreads(shards, main, ({ profile }) => profile?.threads[0]?.name);
    const shown = threads
      .map((thread, i) => ({ ...thread, name: names.get(live[i])! }))
      .filter(({ name, profile: { functions } }) => name === 'main' || functions.length > 0)
      .sort((a, b) => Number(b.state.process === main) - Number(a.state.process === main));
    return {
      profile,
      latest: mergeThreads(shown, ({ latest }) => latest),
      whole: mergeThreads(shown, ({ whole }) => whole),
      isOn: replies.some((reply) => reply?.answer.isOn),
      threads: shown.map(({ state, name }) => ({ ...state, name })),
    };
  }

  /** The watchers that can be asked: of a program those of its children, too. */
  #channels(): Channel[] {
    if (!this.channel.isProgram) return [this.channel];
    return this.#run.channels().filter(({ problem }) => problem === undefined);
  }

  /** @returns undefined if a child has ended */
  async #reply(channel: Channel, question: Question): Promise<Reply | undefined> {
    const known = this.#connections.get(channel.process);
    const connection = known?.isClosed === false ? known : await Connection.open(channel);
    if (connection === undefined) return undefined;
    this.#connections.set(channel.process, connection);
    try {
      return await connection.ask(question);
    } catch (error) {
      if (error instanceof ProgramEnded) return undefined;
      throw error;
    }
  }

  /** What there is of threads that do not answer: most have ended. */
  #others(live: readonly Shard[], imageReader: ImageReader): Shard[] {
    if (this.#isReset || !this.channel.isProgram) return [];
    const answered = new Set(live.map(nameOf));
    const announced = this.#run.announcedThreads().filter((id) => !answered.has(nameOf(id)));
    return announced.map((id) => this.#otherShard(id, imageReader));
  }

  #otherShard(id: ThreadId, imageReader: ImageReader): Shard {
    const known = this.#ended.get(nameOf(id));
    if (known !== undefined) return known;
    const shard = readShard(this.#run, id, imageReader);
    const isWhole = shard.profile !== undefined && shard.flushedAge === undefined;
    if (isWhole || !isRunning(id.process)) {
      this.#ended.set(nameOf(id), shard);
      return shard;
    }
    // It goes on, or saves its figures right now.
    if (shard.profile !== undefined) return { ...shard, flushedAge: undefined };
    return { ...id, profile: undefined, problem: 'it has no watcher yet, or none at all' };
  }

  #readSource(path: string): string | undefined {
    if (!this.#sources.has(path)) this.#sources.set(path, this.#run.readSource(path));
    return this.#sources.get(path);
  }
}

interface LiveThread {
  state: ThreadState;
  profile: Profile;
  latest: Profile | undefined;
  whole: Profile | undefined;
}

function threadsOf(reply: Reply | undefined): LiveThread[] {
  if (reply === undefined) return [];
  const { answer, profiles } = reply;
  let next = 0;
  const read = (state: ThreadState) => readProfile(profiles[next++], `thread ${nameOf(state)}`);
  return answer.threads
    .filter(({ hasFigures }) => hasFigures)
    .map((state) => ({
      state,
      profile: read(state),
      latest: state.hasLatest ? read(state) : undefined,
      whole: state.hasWhole ? read(state) : undefined,
    }));
}

/** The figures of a thread that goes on, so that what is in flight need not hang. */
function asShard({ process, thread }: ThreadState, profile: Profile): Shard {
  const threads = profile.threads.map((entry) => ({ ...entry, end: 'running' as const }));
  return { process, thread, profile: { ...profile, threads } };
}

function byNumber(a: ThreadId, b: ThreadId): number {
  return a.process - b.process || a.thread - b.thread;
}

/** One kind of figures of all threads that have them. */
function mergeThreads(
  live: readonly (LiveThread & { name: string })[],
  figuresOf: (thread: LiveThread) => Profile | undefined,
): Profile | undefined {
  const profiles = live.flatMap((each) => {
    const figures = figuresOf(each);
    if (figures === undefined) return [];
    const threads = figures.threads.map((thread) => ({ ...thread, name: each.name }));
    return [{ ...figures, threads }];
  });
  return profiles.length === 0 ? undefined : mergeProfiles(profiles);
}
