import { createRequire } from 'node:module';
import { constants } from 'node:os';
import { ENDING_SIGNALS, type EndingSignal } from '../platform/ending-signals.js';
import { Control } from './control.js';
import { whenChanged } from './when-changed.js';

/** The option with which this thread finds Node's class of signal handles: workers get no signals otherwise. */
export const SIGNAL_OPTION = '--expose-internals';

/**
 * The name of the global symbol under which a function of the main thread closes its own handles of signals, for when it is
 * stuck.
 */
export const RELEASE_SIGNALS = 'coroscope.releaseSignals';

/** How long the main thread may take to show that it is not stuck, in milliseconds. */
const PATIENCE = 2000;

const { add, load, notify, store } = Atomics;

interface SignalHandle {
  onsignal: () => void;
  start(signal: number): number;
  close(): void;
  unref(): void;
}

interface Binding {
  internalBinding(name: 'signal_wrap'): { Signal: new () => SignalHandle };
}

/** Watches for signals that end the process beside its main thread, which deals with them as long as it can. */
export class SignalWatch {
  readonly #control: Int32Array;
  readonly #handles: SignalHandle[];
  #received: number;
  #end: ((signal: EndingSignal) => void) | undefined;
  /** Those that the main thread has been too stuck to hear before anybody was there to end the process. */
  readonly #missed: EndingSignal[] = [];

  /** Opens the handles: from here on, signals are seen as soon as this thread gets to its event loop. */
  constructor(control: Int32Array) {
    this.#control = control;
    // That what we use is internal is no news to the program.
    process.removeAllListeners('warning');
    const { internalBinding } = createRequire(import.meta.url)('internal/test/binding') as Binding;
    const { Signal } = internalBinding('signal_wrap');
    this.#received = load(control, Control.Heard);
    this.#handles = ENDING_SIGNALS.map((signal) => {
      const number = constants.signals[signal];
      const handle = new Signal();
      handle.unref();
      handle.onsignal = () => this.#receive(signal, number);
      handle.start(number);
      return handle;
    });
    whenChanged(control, Control.IsEnding, 0, () => {
      this.close();
      store(control, Control.IsReleased, 1);
      notify(control, Control.IsReleased);
    });
  }

  /**
   * @param end called with a signal that the main thread is too stuck to hear, and for which the program
   *   itself has no listener
   */
  onStuck(end: (signal: EndingSignal) => void): void {
    this.#end = end;
    for (const signal of this.#missed.splice(0)) end(signal);
  }

  /** Watches no longer: a process whose signals are watched does not end by them. */
  close(): void {
    for (const handle of this.#handles.splice(0)) handle.close();
  }

  #receive(signal: EndingSignal, number: number): void {
    const control = this.#control;
    const index = ++this.#received;
    const ping = add(control, Control.Pings, 1) + 1;
    notify(control, Control.Pings);
    const isHeard = () =>
      load(control, Control.IsEnding) === 1 ||
      (load(control, Control.Listened) & (1 << number)) !== 0 ||
      load(control, Control.Heard) >= index ||
      load(control, Control.Pongs) >= ping;
    if (isHeard()) return;
    setTimeout(() => {
      if (isHeard()) return;
      if (this.#end === undefined) this.#missed.push(signal);
      else this.#end(signal);
    }, PATIENCE);
  }
}
