import type { KnownFunction } from '@coroscope/runtime/watch';
import type { ThreadId } from '../run-directory/shard-directory.js';

/**
 * What another process of the same user and the watcher of a program say to each other, over a socket. Each is a
 * line of JSON. An answer is followed by the profiles that it announces, one a line: they are text until
 * somebody who checks them needs them.
 */
export type Question =
  /** What has happened so far, and since this connection asked before. */
  | { ask: 'read' }
  /** The same; what came before is forgotten for this connection. */
  | { ask: 'reset' }
  /** To have all threads record, or record no longer: what they do is in the next answer. */
  | { ask: 'record'; isOn: boolean };

/** A question with what shows that it may be asked. */
export type SignedQuestion = Question & { token: string };

/** What a thread was doing when its figures were read. */
export interface ThreadState extends ThreadId {
  name: string;
  /** Undefined where only the thread itself can tell. */
  isRecording: boolean | undefined;
  /** Milliseconds since its latest event. */
  quiet: number;
  /** What it does where nothing instrumented is on its stack. */
  offStack: 'idle' | 'elsewhere' | 'unknown';
  /** The functions on its stack, the innermost first. */
  stack: KnownFunction[];
  /**
   * Whether the profiles of this thread follow: of all since the last reset, since the last question, and from the start
   * on where there was a reset.
   */
  hasFigures: boolean;
  hasLatest: boolean;
  hasWhole: boolean;
}

export interface Answer {
  threads: ThreadState[];
  /** Whether they are to record. */
  isOn: boolean;
}

/** Bytes of a question. */
export const LONGEST_QUESTION = 4096;
