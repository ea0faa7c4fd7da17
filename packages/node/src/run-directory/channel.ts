/** How the watcher of a process can be reached: a file in the run's directory says it. */
export interface Channel {
  process: number;
  /** The path of a socket, or the name of a pipe. */
  address: string;
  token: string;
  /** Whether it is the program that was started, and not one of its children. */
  isProgram: boolean;
  /** The command that waits for the program. */
  command?: number;
  /** What was started: script first. */
  arguments: string[];
  /** When, in milliseconds of the epoch. */
  startedAt: number;
  /** Why it can't be reached. */
  problem?: string;
}
