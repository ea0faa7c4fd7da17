/** What is run, profiled. */
export type Program =
  /** A script, by this Node, with options of Node's own. */
  | { script: string; nodeOptions?: readonly string[] }
  /** A command that starts Node itself, such as a package manager. */
  | { command: string };
