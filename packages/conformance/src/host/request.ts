import type { Profile } from '@coroscope/profile';
import type { VirtualClock } from '../program.js';

/** What the host is given on its standard input, as JSON. */
export interface RunRequest {
  files: Record<string, string>;
  entry: string;
  clock: VirtualClock;
  /** Leave starting the profiler to the program. */
  stopped: boolean;
}

/** What it answers on its standard output, as JSON. */
export interface RunResult {
  /** Those of the main thread. */
  readings: Record<string, Profile>;
  /** The last reading of each other thread, in the order of their making. */
  workers: Profile[];
  log: string[];
}
