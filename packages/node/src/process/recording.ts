import { profiler } from '@coroscope/runtime';
import { javascriptHost } from '../platform/javascript-host.js';
import type { NodeOptions } from '../options/node-options.js';
import { Control, setRecording } from '../watcher/control.js';
import { whenChanged } from '../watcher/when-changed.js';

type Schedule = Pick<NodeOptions, 'startOff' | 'delay' | 'duration' | 'begun'>;

/** Whether figures are recorded during a part of the run that the clock decides. */
export function isScheduled({ delay, duration }: Schedule): boolean {
  return delay > 0 || duration !== undefined;
}

// Before the program can replace them.
const { setTimeout } = globalThis;
const { now } = Date;
const { load } = Atomics;

/**
 * Whether this thread records. It is decided for all threads of the process at once, by options, by a signal, or by
 * who watches it, and each of them follows as soon as it gets to its event loop.
 */
export class Recording {
  readonly #control: Int32Array;
  readonly #begin: () => void;
  /** Whether other threads can be heard. */
  readonly #isShared: boolean;
  #isOn = false;
  /** Milliseconds from when it is switched on until it is switched off. */
  #length = Infinity;

  /**
   * @param control undefined in a thread that shares nothing
   * @param begin starts the profiler
   */
  constructor(control: Int32Array | undefined, begin: () => void) {
    this.#control = control ?? new Int32Array(Control.Size).fill(1, Control.Recording);
    this.#isShared = control !== undefined && javascriptHost === 'node';
    this.#begin = begin;
  }

  /** Decides for the whole process; called in its main thread, before there are others. */
  schedule({ startOff, delay, duration = Infinity, begun = now() }: Schedule): void {
    const elapsed = now() - begun;
    const start = delay * 1000;
    const end = start + duration * 1000;
    this.#length = startOff ? duration * 1000 : end - Math.max(start, elapsed);
    if (startOff || elapsed >= end) {
      setRecording(this.#control, false);
    } else if (elapsed < start) {
      setRecording(this.#control, false);
      setTimeout(() => this.set(true), start - elapsed).unref();
    } else this.set(true);
  }

  /** Records or does not from now on, and whenever that is decided anew. */
  follow(): void {
    const wanted = load(this.#control, Control.Recording);
    this.#apply(wanted === 1);
    if (!this.#isShared) return;
    whenChanged(this.#control, Control.Recording, wanted, () => this.follow());
  }

  toggle(): void {
    this.set(load(this.#control, Control.Recording) === 0);
  }

  set(isOn: boolean): void {
    setRecording(this.#control, isOn);
    this.#apply(isOn);
  }

  #apply(isOn: boolean): void {
    if (isOn === this.#isOn) return;
    this.#isOn = isOn;
    if (!isOn) return profiler.stop();
    this.#begin();
    if (this.#length < Infinity) setTimeout(() => this.set(false), this.#length).unref();
  }
}
