import type { Profile } from '@coroscope/profile';
import type { TextOptions } from '../terminal/text-options.js';

/** What a program that runs was doing when it was looked at. */
export interface LiveReading {
  /** All that is known of it, or since somebody chose to count from then on. */
  profile: Profile;
  /** What has happened since the look before; undefined at the first one. */
  latest?: Profile;
  /** All that is known of it, where `profile` is not. */
  whole?: Profile;
  threads: readonly LiveThread[];
}

/** What one of its threads was doing. */
export interface LiveThread {
  name: string;
  /** Undefined where that is unknown. */
  isRecording?: boolean;
  /** Milliseconds since its latest event. */
  quiet: number;
  /** What it did where nothing instrumented was on its stack. */
  offStack: 'idle' | 'elsewhere' | 'unknown';
  /** The functions on its stack, the innermost first. */
  stack: readonly { name: string; file: string; line: number }[];
}

export interface LiveOptions extends TextOptions {
  /** What the heading says of it, such as `process 4711`. */
  about: string;
  /** Lines that there are; the table of functions takes what is left. */
  height?: number;
  /** What the keys do, in a line at the foot. */
  keys?: string;
}
