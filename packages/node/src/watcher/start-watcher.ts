import { Worker } from 'node:worker_threads';
import type { ShardDirectory } from '../run-directory/shard-directory.js';
import { Control, wantWatcher, WatcherState, type WatcherData } from './control.js';
import { whenChanged } from './when-changed.js';
import { SIGNAL_OPTION } from './watch-signals.js';

const { add, and, compareExchange, load, notify, or, store, wait } = Atomics;
const { setTimeout } = globalThis;
// Before ours takes its place, which would have the watcher profiled.
const NativeWorker = Worker;

/** When a process is long-lived enough for a watcher that nobody has asked for, in milliseconds. */
const DELAY = 1000;

/** How long an answer may take without any progress, in milliseconds; and how long, before that, its start. */
const PATIENCE = 10_000;
const START_PATIENCE = 3000;
const STEP = 200;
/** How long its watcher may delay the exit of a process, in milliseconds. */
const EXIT_PATIENCE = 100;

/** The watcher of this process, as its main thread sees it. */
export class Watcher {
  readonly #data: WatcherData;
  #worker: Worker | undefined;

  constructor(run: ShardDirectory, data: Omit<WatcherData, 'runDirectory'>) {
    this.#data = { ...data, runDirectory: run.path };
    if (data.watchesSignals) answerPings(data.control);
  }

  /** Notes whether the program itself listens for a signal: then it is left to the program, however long that takes. */
  noteListening(signal: number, isListening: boolean): void {
    const { control } = this.#data;
    if (isListening) or(control, Control.Listened, 1 << signal);
    else and(control, Control.Listened, ~(1 << signal));
  }

  /** Notes that the program has heard a signal: a listener may be gone before the watcher looks for it. */
  noteHeard(): void {
    add(this.#data.control, Control.Heard, 1);
  }

  /** Notes that this thread saves now, and then ends the process. */
  noteEnding(): void {
    const { control, watchesSignals } = this.#data;
    if (store(control, Control.IsEnding, 1) === 1 && watchesSignals)
      notify(control, Control.IsEnding);
  }

  /** Waits until the process can end by a signal. */
  awaitRelease(): void {
    const { control, watchesSignals } = this.#data;
    if (!watchesSignals || this.#worker === undefined) return;
    wantWatcher(control);
    wait(control, Control.IsReleased, 0, PATIENCE);
  }

  /** The same where no signal has come yet: a watcher that has not begun to watch them will not. */
  awaitReleaseAtExit(): void {
    const { control, watchesSignals } = this.#data;
    if (!watchesSignals || this.#worker === undefined) return;
    if (load(control, Control.Watcher) !== WatcherState.Listening) return;
    wait(control, Control.IsReleased, 0, EXIT_PATIENCE);
  }

  /** Starts the watcher when the process turns out to live for long, or starts threads. */
  startLater(): void {
    const start = () => this.start();
    setTimeout(start, DELAY).unref();
    whenChanged(this.#data.control, Control.IsWanted, 0, start);
  }

  start(): void {
    const { control } = this.#data;
    const previous = compareExchange(
      control,
      Control.Watcher,
      WatcherState.None,
      WatcherState.Starting,
    );
    if (previous !== WatcherState.None) return;
    try {
      // Neither options nor variables: they would load our hooks, and the program's own preloads.
      const worker = new NativeWorker(new URL('../cjs/watcher.js', import.meta.url), {
        name: 'coroscope',
        workerData: this.#data,
        env: {},
        execArgv: this.#data.watchesSignals ? [SIGNAL_OPTION] : [],
        // Otherwise Node would set up the streams of this process, to pipe them.
        stdout: true,
        stderr: true,
      });
      worker.on('error', () => this.#fail());
      worker.unref();
      this.#worker = worker;
    } catch {
      // The permission model may forbid threads: the program does without.
      this.#fail();
    }
  }

  #fail(): void {
    this.#worker = undefined;
    const { control } = this.#data;
    store(control, Control.Watcher, WatcherState.Failed);
    notify(control, Control.Watcher);
  }

  /** Has the figures of threads saved that can't do so themselves any more, and waits for that. */
  saveOthers(): void {
    const { control } = this.#data;
    if (load(control, Control.Instrumented) <= load(control, Control.Saved)) return;
    this.start();
    if (this.#worker === undefined) return;
    wantWatcher(control);
    wait(control, Control.Watcher, WatcherState.Starting, START_PATIENCE);
    if (load(control, Control.Watcher) !== WatcherState.Listening) return;
    const request = add(control, Control.Requests, 1) + 1;
    this.#worker.postMessage(null);
    let saved = load(control, Control.Saved);
    for (let waited = 0; waited < PATIENCE; waited += STEP) {
      const answers = load(control, Control.Answers);
      if (answers >= request) return;
      wait(control, Control.Answers, answers, STEP);
      if (load(control, Control.Saved) > saved) waited = 0;
      saved = load(control, Control.Saved);
    }
  }
}

/** Shows the watcher that this thread is not stuck, whenever it asks. */
function answerPings(control: Int32Array): void {
  const pings = load(control, Control.Pings);
  store(control, Control.Pongs, pings);
  whenChanged(control, Control.Pings, pings, () => answerPings(control));
}
