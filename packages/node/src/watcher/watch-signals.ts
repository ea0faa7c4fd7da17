import { createRequire } from 'node:module';
import { constants } from 'node:os';
import { Control } from './control.js';
import { whenChanged } from './when-changed.js';

/** Signals by which people end a program. */
export const ENDING_SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

export type EndingSignal = (typeof ENDING_SIGNALS)[number];

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

/**
 * Watches for signals that end the process beside its main thread, which deals with them as long as it can.
 *
 * @param end called with a signal that the main thread is too stuck to hear, and for which the program
 *   itself has no listener
 * @returns a function that watches no longer: a process whose signals are watched does not end by them
 */
export function watchSignals(control: Int32Array, end: (signal: EndingSignal) => void): () => void {
  // That what we use is internal is no news to the program.
  process.removeAllListeners('warning');
  const { internalBinding } = createRequire(import.meta.url)('internal/test/binding') as Binding;
  const { Signal } = internalBinding('signal_wrap');
  let received = load(control, Control.Heard);
  const handles = ENDING_SIGNALS.map((signal) => {
    const number = constants.signals[signal];
    const handle = new Signal();
    handle.unref();
    handle.onsignal = () => {
      const index = ++received;
      const ping = add(control, Control.Pings, 1) + 1;
      notify(control, Control.Pings);
      const isHeard = () =>
        load(control, Control.IsEnding) === 1 ||
        (load(control, Control.Listened) & (1 << number)) !== 0 ||
        load(control, Control.Heard) >= index ||
        load(control, Control.Pongs) >= ping;
      if (isHeard()) return;
      setTimeout(() => {
        if (!isHeard()) end(signal);
      }, PATIENCE);
    };
    handle.start(number);
    return handle;
  });
  const close = () => {
    for (const handle of handles.splice(0)) handle.close();
  };
  whenChanged(control, Control.IsEnding, 0, () => {
    close();
    store(control, Control.IsReleased, 1);
    notify(control, Control.IsReleased);
  });
  return close;
}
