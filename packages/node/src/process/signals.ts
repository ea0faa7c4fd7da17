import { constants } from 'node:os';
import { withOwnRealm } from '../platform/own-realm.js';
import { ENDING_SIGNALS, LISTENED_SIGNALS } from '../platform/ending-signals.js';
import { RELEASE_SIGNALS } from '../watcher/watch-signals.js';
import { findSignalHandleClass, type SignalHandle } from './signal-handle.js';

/** Who ends the process by a signal if this thread is too stuck to hear it. */
interface SignalWatcher {
  /** Notes whether the program itself listens for a signal. */
  noteListening(signal: number, isListening: boolean): void;
  /** Notes that the program has heard a signal. */
  noteHeard(): void;
  /** Waits until the process can end by a signal. */
  awaitRelease(): void;
}

const { apply, defineProperty } = Reflect;
const { kill, pid } = process;
const NativeProxy = Proxy;

/**
 * Calls `save` when a signal ends the process, which still ends by that signal. A signal that the
 * program listens for is left to the program alone.
 *
 * No listener is added to `process`: libraries count them to find out whether a signal is theirs to end
 * the process, and programs emit signals themselves. Signals are watched through handles such as Node
 * makes for the first listener of a signal, and never while Node has one for the same signal.
 *
 * @param acknowledge called when the process is about to deal with a signal, or will from now on
 * @param watcher watches them, too
 * @returns a function that has signals end the process as they do without us, once the figures are saved
 */
export function saveOnSignal(
  save: () => void,
  acknowledge: () => void,
  watcher: SignalWatcher | undefined,
): () => void {
  const Handle = findSignalHandleClass();
  if (Handle === undefined) {
    listenForSignals(save, acknowledge);
    return () => {};
  }
  const { start, close } = Handle.prototype;
  const ours = new Map<number, SignalHandle>();
  const theirs = new Map<SignalHandle, number>();

  const saveBefore = (signal: number) => {
    acknowledge();
    save();
    unwatch(signal);
    watcher?.awaitRelease();
  };
  const watch = (signal: number) => {
    const handle = new Handle();
    handle.unref();
    handle.onsignal = () => {
      saveBefore(signal);
      apply(kill, process, [pid, signal]);
    };
    apply(start, handle, [signal]);
    ours.set(signal, handle);
  };
  const unwatch = (signal: number) => {
    const handle = ours.get(signal);
    if (handle !== undefined) apply(close, handle, []);
    ours.delete(signal);
  };

  for (const name of ENDING_SIGNALS) {
    // Options of Node listen before us: `--heapsnapshot-signal`, `--report-on-signal`.
    if (process.listenerCount(name) === 0) watch(constants.signals[name]);
    else acknowledge();
  }
  beforeOwnKill((signal) => {
    withOwnRealm(() => {
      if (ours.has(signal) || signal === constants.signals.SIGKILL) saveBefore(signal);
    });
  });
  // Called by a debugger's means, when this thread is stuck and is to end by a signal.
  const release = () => {
    for (const name of ENDING_SIGNALS) unwatch(constants.signals[name]);
    return true;
  };
  defineProperty(globalThis, Symbol.for(RELEASE_SIGNALS), { value: release });
  Handle.prototype.start = function (signal) {
    if (ours.has(signal)) {
      acknowledge();
      unwatch(signal);
      if (watcher !== undefined) tellWatcher(this, signal, watcher);
      theirs.set(this, signal);
    }
    return apply(start, this, [signal]);
  };
  Handle.prototype.close = function () {
    const signal = theirs.get(this);
    theirs.delete(this);
    apply(close, this, []);
    if (signal === undefined) return;
    watcher?.noteListening(signal, false);
    watch(signal);
  };
  return release;
}

/** What `process.kill` calls, which Node's types leave out. */
interface KillingProcess {
  _kill?: (pid: number, signal: number) => number;
}

/**
 * Calls back before the program sends a signal to its own process, which ends it at once: it may never get to its event
 * loop again.
 */
function beforeOwnKill(callback: (signal: number) => void): void {
  const program = process as KillingProcess;
  const { _kill: original } = program;
  if (typeof original !== 'function') return;
  const call = (target: typeof original, self: unknown, args: [number, number]) => {
    if (args[0] === pid) callback(args[1]);
    return apply(target, self, args);
  };
  defineProperty(program, '_kill', { value: new NativeProxy(original, { apply: call }) });
}

/** Has a watcher know of a handle of the program's that is about to start. */
function tellWatcher(handle: SignalHandle, signal: number, watcher: SignalWatcher): void {
  watcher.noteListening(signal, true);
  const { onsignal } = handle;
  handle.onsignal = function (...signalled) {
    watcher.noteHeard();
    return apply(onsignal, this, signalled);
  };
}

/** The same for Bun and Deno, where the listeners are seen. */
function listenForSignals(save: () => void, acknowledge: () => void): void {
  for (const signal of LISTENED_SIGNALS) {
    const listener = () => {
      acknowledge();
      if (process.listenerCount(signal) > 1) return;
      save();
      process.removeListener(signal, listener);
      apply(kill, process, [pid, signal]);
    };
    process.on(signal, listener);
  }
}
