import type { InstrumentedFile, InstrumentOptions } from '@coroscope/transform';

/** A transformer as Jest's configuration names it: a module, and what it is given. */
export type TransformerReference = string | readonly [module: string, config: unknown];

/** Every option that some adapter takes; `OPTIONS` says which ones do. */
export interface AdapterOptions extends Pick<
  InstrumentOptions,
  'runtime' | 'runtimeModule' | 'leaves' | 'kinds' | 'modules' | 'sourceText'
> {
  /**
   * Name of an environment variable without which nothing is instrumented, so that a configuration
   * can carry the plugin all the time; true stands for `COROSCOPE`. Unset, empty, `0` and `false`
   * count as without.
   */
  env?: string | boolean;
  /**
   * Globs, relative to `cwd` or absolute, of the files to instrument. Default: all outside of
   * `node_modules`.
   */
  include?: string | readonly string[];
  /** Globs, relative to `cwd` or absolute, of files to leave alone. Stronger than `include`. */
  exclude?: string | readonly string[];
  /** Whether dependencies are instrumented, too. Default false. */
  all?: boolean;
  /** Extensions of the files to instrument. Default: those of JavaScript and TypeScript. */
  extension?: string | readonly string[];
  /** The directory that relative globs and paths are resolved against. Default: the tool's own root. */
  cwd?: string;
  /** Called for each file that was instrumented. */
  onInstrumented?: (file: InstrumentedFile, filename: string) => void;
  /**
   * By name of Vite's environments (`client`, `ssr`, …): false leaves one alone, options replace
   * those above in it.
   */
  environments?: Record<string, boolean | EnvironmentOptions>;
  /**
   * Whether pages start the profiler and send the server their figures, which `/__coroscope` shows.
   * Default true.
   */
  live?: boolean;
  /** What compiles the file before it is instrumented; false for nothing. Default `babel-jest`. */
  transformer?: TransformerReference | false;
  /** How many tests the report shows at most, the slowest first. Default 5; with 0 nothing is printed. */
  limit?: number;
  /** The file that the figures are written to. */
  out?: string;
  /**
   * Whether files are kept as they were instrumented, so that later runs need not parse them. True, the
   * default, keeps them in `node_modules/.cache/coroscope`; a path names another folder.
   */
  cache?: boolean | string;
  /** The clock: wall time, or the CPU time of each thread. Default `wall`. */
  clock?: 'wall' | 'cpu';
  /**
   * What happens to synchronous functions whose calls prove too short to be timed: they are timed like others, the
   * default, or counted, which leaves their time to their callers.
   */
  hot?: 'time' | 'count';
  /** Whether calls that nothing holds any more are distinguished from those that may go on. Default false. */
  held?: boolean;
  /** Whether warnings, and the message about what was saved, are left out. Default false. */
  quiet?: boolean;
  /** The file that a trace of all events is written to. */
  trace?: string;
  /** The tags that the trace is limited to; without, it has all events. */
  traceTag?: string | readonly string[];
  /** A module whose default export is the tag function. */
  tagModule?: string;
  /**
   * How many call paths may be kept apart; from half of them on, recursion is folded. Default a million, or 200,000 with
   * `all`.
   */
  maxContexts?: number;
  /** How many tags may exist before further ones count as `(other)`. Default 10,000. */
  maxTags?: number;
  /** Whether a thread of ours watches the accounts. Default true, for child processes after a second. */
  watcher?: boolean;
  /** Seconds from one time to the next that the watcher writes the figures down. Default 1. */
  flush?: number;
  /** Whether the profiler is off at the start: `coroscope top`, a signal or the program's own code starts it. */
  startOff?: boolean;
  /** Seconds from the start of the run until figures are recorded. Default 0. */
  delay?: number;
  /** Seconds after which they are recorded no longer. */
  duration?: number;
  /** The signal that starts the profiler, or stops it. */
  signal?: 'SIGUSR2' | 'SIGUSR1' | 'SIGALRM' | 'SIGWINCH' | 'SIGBREAK';
}

/** The options that may differ from one of Vite's environments to another. */
export type EnvironmentOptions = Pick<
  AdapterOptions,
  | 'include'
  | 'exclude'
  | 'extension'
  | 'runtime'
  | 'runtimeModule'
  | 'leaves'
  | 'kinds'
  | 'modules'
  | 'sourceText'
>;
