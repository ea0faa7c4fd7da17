import type { ProcessEnd } from '@coroscope/runtime/contract';
import {
  WatchedThread,
  type ThreadActivity,
  type ThreadImage,
  type WatchedFigures,
} from '@coroscope/runtime/watch';
import type { ThreadState } from '../channel/messages.js';
import { describeRun } from '../run-directory/describe-program.js';
import { addSkewNote } from '../messages/skew-note.js';
import type { ShardDirectory } from '../run-directory/shard-directory.js';
import { writeImage, type ImageDescription } from '../run-directory/thread-image.js';
import { Claim, Control, type Registration } from './control.js';
import { activityOf, hasEnded } from './system-thread.js';

const UNKNOWN: ThreadActivity = { isRecording: undefined, quiet: 0, stack: [] };

/** The accounts of one thread, as its watcher writes them down. */
export class ThreadAccounts {
  readonly #registration: Registration;
  readonly #run: ShardDirectory;
  readonly #control: Int32Array;
  readonly #watched: WatchedThread;
  /** The latest event when they were last flushed, and how often they could have been since. */
  #flushedEvent = -1;
  #skipped = 0;

  constructor(registration: Registration, run: ShardDirectory, control: Int32Array) {
    this.#registration = registration;
    this.#run = run;
    this.#control = control;
    this.#watched = new WatchedThread(registration.memory, registration.name);
  }

  /**
   * Writes the figures so far down; those of a thread that has ended are final.
   *
   * @returns whether the thread is done with
   */
  flush(): boolean {
    const { claim, id, task } = this.#registration;
    if (hasEnded(task)) return this.save();
    if (Atomics.load(claim, 0) !== Claim.None) return this.isSaved;
    try {
      if (this.#isUnchanged()) return false;
      this.#run.flushImage(id, (path) => this.#writeImage(path, activityOf(task), 'killed'));
    } catch {
      // A full disk, or a run that is over: the thread goes on.
    }
    return false;
  }

  /** The figures of the thread as it runs; none if it saves them itself, or they can't be read. */
  readNow(): {
    state: Omit<ThreadState, 'hasFigures' | 'hasLatest' | 'hasWhole'>;
    figures?: WatchedFigures;
  } {
    const { claim, id, name, task, program } = this.#registration;
    const offStack = activityOf(task);
    const hasBegunToSave = Atomics.load(claim, 0) !== Claim.None || hasEnded(task);
    const figures = hasBegunToSave ? undefined : this.#watched.read({ offStack });
    if (figures !== undefined) {
      const { profile, skew, since } = figures;
      addSkewNote(profile, skew);
      const run = describeRun(id, program, undefined);
      figures.profile = { ...profile, ...run };
      figures.since = (opening) => ({ ...since(opening), ...run });
    }
    const { isRecording, quiet, stack } = figures?.activity ?? UNKNOWN;
    return { state: { ...id, name: name.name, offStack, isRecording, quiet, stack }, figures };
  }

  get isSaved(): boolean {
    return Atomics.load(this.#registration.claim, 0) === Claim.Saved;
  }

  /** Whether the thread is saving its figures itself, as far as is known. */
  get isSavingItself(): boolean {
    const { claim, task } = this.#registration;
    return Atomics.load(claim, 0) === Claim.Thread && !hasEnded(task);
  }

  /**
   * Saves the figures as the thread ends now, unless they are saved.
   *
   * @returns true: the thread is done with
   */
  save(): boolean {
    const { claim, id, task } = this.#registration;
    if (Atomics.exchange(claim, 0, Claim.Watcher) === Claim.Saved) {
      Atomics.store(claim, 0, Claim.Saved);
      return true;
    }
    try {
      const offStack = hasEnded(task) ? 'unknown' : activityOf(task);
      this.#run.writeImage(id, (path) => this.#writeImage(path, offStack, 'ended'));
    } catch {
      // The flushed shard counts.
    }
    Atomics.store(claim, 0, Claim.Saved);
    if (Atomics.load(claim, 1) === 1) Atomics.add(this.#control, Control.Saved, 1);
    return true;
  }

  /** Whether nothing has happened since the last flush. Time has passed: it is written down ever more rarely. */
  #isUnchanged(): boolean {
    const { latestEvent } = this.#watched;
    if (latestEvent !== this.#flushedEvent) this.#skipped = 0;
    else this.#skipped++;
    this.#flushedEvent = latestEvent;
    return (this.#skipped & (this.#skipped - 1)) !== 0;
  }

  #writeImage(path: string, offStack: ImageDescription['offStack'], how: ProcessEnd): void {
    const { id, name, program } = this.#registration;
    writeImage(
      path,
      () => this.#image(),
      (image) => {
        const run = describeRun(id, program, how);
        return { name, offStack, moment: image.moment, skew: image.skew(), run };
      },
    );
  }

  /** @throws {Error} if the tables can't be read any more */
  #image(): ThreadImage {
    const image = this.#watched.image();
    if (image === undefined) throw new Error('the tables have outgrown their memory');
    return image;
  }
}
