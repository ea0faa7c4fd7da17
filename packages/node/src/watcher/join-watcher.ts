import { memory, thread } from '@coroscope/runtime';
import {
  BroadcastChannel,
  getEnvironmentData,
  isMainThread,
  setEnvironmentData,
} from 'node:worker_threads';
import { describeProgram } from '../run-directory/describe-program.js';
import type { ThreadId } from '../run-directory/shard-directory.js';
import {
  channelOf,
  Claim,
  Control,
  newControl,
  wantWatcher,
  WatcherState,
  type Registration,
} from './control.js';
import { currentTask } from './system-thread.js';
import { whenChanged } from './when-changed.js';

/** How long a worker thread waits for a watcher that is starting, in milliseconds: that takes some 40, on a busy machine more. */
const PATIENCE = 5000;

/** Under this name, each thread finds what its process shares. */
const KEY = 'coroscope';

const { add, compareExchange, load, store, wait } = Atomics;

/** The control of this process: the main thread makes it, and each further thread gets it from the one that starts it. */
export function processControl(): Int32Array | undefined {
  if (!isMainThread) return getEnvironmentData(KEY) as Int32Array | undefined;
  const control = newControl();
  setEnvironmentData(KEY, control);
  return control;
}

/** A thread's part in who saves its figures. */
export class WatchedShard {
  readonly registration: Registration | undefined;
  readonly #control: Int32Array | undefined;
  readonly #claim = new Int32Array(new SharedArrayBuffer(2 * Int32Array.BYTES_PER_ELEMENT));
  #isInstrumented = false;

  constructor(id: ThreadId, control: Int32Array | undefined) {
    this.#control = control;
    if (memory === undefined || control === undefined) return;
    const { id: number, name, process } = thread;
    this.registration = {
      memory,
      claim: this.#claim,
      id,
      name: { id: number, name, process },
      program: describeProgram(),
      task: currentTask(),
    };
  }

  /** Notes that this thread has figures, which are lost if it does not save them. */
  noteInstrumented(): void {
    if (this.#isInstrumented || this.#control === undefined) return;
    this.#isInstrumented = true;
    store(this.#claim, 1, 1);
    add(this.#control, Control.Instrumented, 1);
  }

  /** Whether this thread is to save its figures itself. */
  claim(): boolean {
    return compareExchange(this.#claim, 0, Claim.None, Claim.Thread) === Claim.None;
  }

  noteSaved(): void {
    if (compareExchange(this.#claim, 0, Claim.Thread, Claim.Saved) !== Claim.Thread) return;
    if (this.#isInstrumented) add(this.#control!, Control.Saved, 1);
  }

  /** Hands the accounts of this worker thread to the watcher, now or as soon as there is one. */
  join(runDirectory: string): void {
    const control = this.#control;
    const { registration } = this;
    if (registration === undefined || control === undefined) return;
    const hand = () => {
      const channel = new BroadcastChannel(channelOf(runDirectory));
      channel.postMessage(registration);
      channel.close();
    };
    add(control, Control.Joined, 1);
    wantWatcher(control);
    // A worker that never gives its event loop a turn would hand nothing over later.
    wait(control, Control.Watcher, WatcherState.Starting, PATIENCE);
    if (load(control, Control.Watcher) === WatcherState.Listening) return hand();
    const handLater = () => {
      const state = load(control, Control.Watcher);
      if (state === WatcherState.Listening) hand();
      else if (state !== WatcherState.Failed)
        whenChanged(control, Control.Watcher, state, handLater);
    };
    handLater();
  }
}
