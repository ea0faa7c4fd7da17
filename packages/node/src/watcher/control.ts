import type { ProgramDescription } from '@coroscope/runtime/contract';
import type { NodeOptions } from '../options/node-options.js';
import type { ThreadName } from '@coroscope/runtime/watch';
import type { ThreadId } from '../run-directory/shard-directory.js';

/**
 * What the threads of a process and its watcher share: counters that can be read and waited for at any
 * moment, whatever the threads are doing. No message of ours enters the event loop of the program.
 */
export const enum Control {
  /** A `WatcherState`. */
  Watcher,
  /** Set by who needs the watcher now, be it that there is none yet or that it sleeps. */
  IsWanted,
  /** How many threads the watcher has to know. */
  Joined,
  /** How many threads have run instrumented code, and how many of these have saved it. */
  Instrumented,
  Saved,
  /** How often the watcher has been asked to save what is left, and has done so. */
  Requests,
  Answers,
  /** Whether the main thread is saving, to end the process, and the watcher has therefore let go of its signals. */
  IsEnding,
  IsReleased,
  /** The signals that the program listens for, as bits. */
  Listened,
  /** How often it has heard one. */
  Heard,
  /** How often the watcher has asked whether the main thread is stuck, and up to which time it has heard that. */
  Pings,
  Pongs,
  /** 1 while the threads are to record. */
  Recording,
  Size,
}

export const enum WatcherState {
  None,
  Starting,
  Listening,
  /** It could not start, or has failed. */
  Failed,
}

export function newControl(): Int32Array {
  return new Int32Array(new SharedArrayBuffer(Control.Size * Int32Array.BYTES_PER_ELEMENT));
}

/** Has the watcher started, or woken. */
export function wantWatcher(control: Int32Array): void {
  Atomics.store(control, Control.IsWanted, 1);
  Atomics.notify(control, Control.IsWanted);
}

/** Has all threads record, or record no longer, as soon as each gets to its event loop. */
export function setRecording(control: Int32Array, isOn: boolean): void {
  Atomics.store(control, Control.Recording, Number(isOn));
  Atomics.notify(control, Control.Recording);
}

/** Who saves the figures of a thread: the first to claim them, or the watcher if the thread fails to. */
export const enum Claim {
  None,
  Thread,
  Watcher,
  Saved,
}

/** What a thread hands to its watcher, once. */
export interface Registration {
  memory: SharedArrayBuffer;
  /** A `Claim`, and whether the thread has run instrumented code. */
  claim: Int32Array;
  id: ThreadId;
  name: ThreadName;
  program: ProgramDescription;
  /** The number of the thread in the system, where that is known. */
  task: string | undefined;
}

/** What the watcher is started with. */
export interface WatcherData {
  control: Int32Array;
  runDirectory: string;
  /** Milliseconds. */
  interval: number;
  /** The registration of the main thread. */
  main: Registration;
  /** Whether it is to end the process by a signal that the main thread is too stuck to hear. */
  watchesSignals: boolean;
  /** The options of a run that this process saves. */
  ownRun: NodeOptions | undefined;
  /** Whether the process is the program that was started, and the command that waits for it. */
  isProgram: boolean;
  command: number | undefined;
}

/** The name of the channel to the watcher of this process. */
export const channelOf = (runDirectory: string): string => `coroscope ${runDirectory}`;
