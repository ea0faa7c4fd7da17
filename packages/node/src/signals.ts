import type { EventEmitter } from 'node:events';

/** Signals that end a process which does not handle them, and that people send to end one. */
const ENDING = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/**
 * Calls `save` when a signal ends the process, and lets it end by that signal all the same. As soon
 * as the program listens for a signal itself, it is the program's alone: libraries count the
 * listeners to find out whether they decide.
 *
 * @param answering called when the process is about to deal with a signal, or will from now on
 */
export function saveOnSignal(save: () => void, answering: () => void): void {
  // The types of `process` know no events about listeners.
  const events: EventEmitter = process;
  for (const signal of ENDING) {
    const onSignal = () => {
      answering();
      save();
      events.removeListener('removeListener', onRemoved);
      process.removeListener(signal, onSignal);
      process.kill(process.pid, signal);
    };
    const onRemoved = (event: string | symbol) => {
      if (event === signal && process.listenerCount(signal) === 0) process.on(signal, onSignal);
    };
    const onAdded = (event: string | symbol, listener: unknown) => {
      if (event !== signal || listener === onSignal) return;
      answering();
      events.removeListener('removeListener', onRemoved);
      process.removeListener(signal, onSignal);
      events.on('removeListener', onRemoved);
    };
    process.on(signal, onSignal);
    // First, so that Node sees a signal without listeners when the program adds its own, and
    // starts to watch it.
    events.prependListener('newListener', onAdded);
    events.on('removeListener', onRemoved);
  }
}
