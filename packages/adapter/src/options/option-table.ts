import {
  BOOLEAN,
  FUNCTION,
  INSTRUMENT_OPTIONS,
  oneOf,
  STRING,
  STRINGS,
  type OptionSpec,
  type ValueSpec,
} from '@coroscope/transform/options';
import type { AdapterOptions } from './adapter-options.js';

/** Where options are given. */
export type Adapter =
  /** The configuration file, and the key of package.json. */
  | 'config'
  /** The environment variable COROSCOPE_OPTIONS. */
  | 'node'
  | 'babel'
  /** Every bundler but Vite. */
  | 'bundler'
  | 'vite'
  /** One of Vite's environments. */
  | 'environment'
  /** `withCoroscope` of Jest. */
  | 'jest'
  /** The transformer of Jest, as its configuration names it. */
  | 'jest-transformer'
  | 'vitest'
  /** The reporter of Jest, as its configuration names it. */
  | 'reporter';

export interface AdapterOptionSpec extends OptionSpec {
  /** Those that take the option. */
  adapters: readonly Adapter[];
  /** Defaults that differ from the usual one. */
  defaultIn?: Readonly<Partial<Record<Adapter, string>>>;
}

const PATH: ValueSpec = {
  type: 'string',
  expected: 'the path of a file',
  isValid: (value) => typeof value === 'string' && value !== '',
};

const COUNT: ValueSpec = {
  type: 'number',
  expected: 'a whole number above 0',
  isValid: (value) => Number.isInteger(value) && (value as number) > 0,
};

const isSetting = (value: unknown) => typeof value === 'boolean' || typeof value === 'object';

/** All options of all adapters. */
export const OPTIONS = {
  env: {
    type: 'string | boolean',
    expected: 'a string or a boolean',
    isValid: (value) => typeof value === 'string' || typeof value === 'boolean',
    default: 'false',
    description:
      'Name of the environment variable that switches everything on; `true` stands for `COROSCOPE`. Unset, empty, `0` and `false` leave it off',
    adapters: ['babel', 'bundler', 'vite', 'jest', 'vitest'],
  },
  include: {
    ...STRINGS,
    default: 'all outside of `node_modules`',
    description:
      'Globs of files and folders to instrument, relative to `cwd` or absolute. What is in `node_modules` can be named',
    adapters: [
      'config',
      'node',
      'babel',
      'bundler',
      'vite',
      'environment',
      'jest',
      'jest-transformer',
      'vitest',
    ],
  },
  exclude: {
    ...STRINGS,
    default: 'none',
    description:
      'Globs of files and folders to leave alone, relative to `cwd` or absolute. Stronger than `include`',
    adapters: [
      'config',
      'node',
      'babel',
      'bundler',
      'vite',
      'environment',
      'jest',
      'jest-transformer',
      'vitest',
    ],
  },
  all: {
    ...BOOLEAN,
    default: 'false',
    description: 'Whether dependencies are instrumented, too',
    adapters: ['config', 'node'],
  },
  extension: {
    ...STRINGS,
    default: 'those of JavaScript and TypeScript',
    defaultIn: { bundler: 'those of JavaScript and TypeScript, `.vue`, `.svelte`, `.astro`' },
    description: 'Extensions of the files to instrument',
    adapters: [
      'config',
      'babel',
      'bundler',
      'vite',
      'environment',
      'jest',
      'jest-transformer',
      'vitest',
    ],
  },
  cwd: {
    ...STRING,
    default: 'the working directory',
    defaultIn: {
      babel: "Babel's",
      bundler: "the bundler's",
      jest: '`rootDir`',
      vitest: "Vite's root",
    },
    description: 'The directory that relative globs and paths are resolved against',
    adapters: ['node', 'babel', 'bundler', 'vite', 'jest', 'jest-transformer', 'vitest'],
  },
  runtime: {
    ...INSTRUMENT_OPTIONS.runtime,
    adapters: ['babel', 'bundler', 'vite', 'environment'],
  },
  runtimeModule: {
    ...INSTRUMENT_OPTIONS.runtimeModule,
    adapters: ['babel', 'bundler', 'vite', 'environment'],
  },
  kinds: {
    ...INSTRUMENT_OPTIONS.kinds,
    adapters: [
      'config',
      'node',
      'babel',
      'bundler',
      'vite',
      'environment',
      'jest',
      'jest-transformer',
      'vitest',
    ],
  },
  modules: {
    ...INSTRUMENT_OPTIONS.modules,
    adapters: [
      'config',
      'node',
      'babel',
      'bundler',
      'vite',
      'environment',
      'jest',
      'jest-transformer',
      'vitest',
    ],
  },
  leaves: {
    ...INSTRUMENT_OPTIONS.leaves,
    adapters: [
      'config',
      'node',
      'babel',
      'bundler',
      'vite',
      'environment',
      'jest',
      'jest-transformer',
      'vitest',
    ],
  },
  sourceText: {
    ...INSTRUMENT_OPTIONS.sourceText,
    defaultIn: {
      config: '`true`, but for Babel and bundlers',
      node: 'true',
      jest: 'true',
      'jest-transformer': 'true',
      vitest: 'true',
    },
    adapters: [
      'config',
      'node',
      'babel',
      'bundler',
      'vite',
      'environment',
      'jest',
      'jest-transformer',
      'vitest',
    ],
  },
  onInstrumented: {
    ...FUNCTION,
    default: 'none',
    description: 'Called with the functions and sites of each file, and its name',
    adapters: ['babel'],
  },
  environments: {
    type: 'Record<string, boolean | EnvironmentOptions>',
    expected: 'an object of booleans and options',
    isValid: (value) =>
      typeof value === 'object' && value !== null && Object.values(value).every(isSetting),
    default: 'all',
    description:
      "By name of Vite's environments: `false` leaves one alone, an object has options that replace those above in it",
    adapters: ['vite'],
  },
  live: {
    ...BOOLEAN,
    default: 'true',
    description:
      'Whether pages start the profiler by themselves, and `/__coroscope` shows the figures',
    adapters: ['vite'],
  },
  transformer: {
    type: 'string | [module: string, config: unknown] | false',
    expected: 'the name of a transformer, a name and its configuration, or false',
    isValid: (value) =>
      value === false ||
      typeof value === 'string' ||
      (Array.isArray(value) && value.length <= 2 && typeof value[0] === 'string'),
    default: '`"babel-jest"`',
    description: 'What compiles the file before it is instrumented; `false` for nothing',
    adapters: ['jest-transformer'],
  },
  limit: {
    type: 'number',
    expected: 'a number of tests',
    isValid: (value) => Number.isInteger(value) && (value as number) >= 0,
    default: '5',
    description: 'How many tests the report shows at most; with `0` it is not printed',
    adapters: ['jest', 'vitest', 'reporter'],
  },
  out: {
    ...PATH,
    default: 'none',
    defaultIn: { node: '`profile.json` in the cache', config: '`profile.json` in the cache' },
    description: 'The file that the figures are written to, as JSON',
    adapters: ['config', 'node', 'jest', 'vitest', 'reporter'],
  },
  cache: {
    type: 'boolean | string',
    expected: 'true, false or the path of a folder',
    isValid: (value) => typeof value === 'boolean' || (typeof value === 'string' && value !== ''),
    default: 'true',
    description:
      'Whether files are kept as they were instrumented, in `node_modules/.cache/coroscope` or the folder that is named',
    adapters: ['config', 'node'],
  },
  clock: {
    ...oneOf('wall', 'cpu'),
    default: `'wall'`,
    description: 'Wall time, or the CPU time of each thread',
    adapters: ['config', 'node'],
  },
  hot: {
    ...oneOf('time', 'count'),
    default: `'time'`,
    description: 'What happens to synchronous functions whose calls prove too short to be timed',
    adapters: ['config', 'node'],
  },
  held: {
    ...BOOLEAN,
    default: 'false',
    description:
      'Whether calls that nothing can continue, since nothing holds them, are distinguished from those that may go on',
    adapters: ['config', 'node'],
  },
  quiet: {
    ...BOOLEAN,
    default: 'false',
    description: 'Whether warnings, and the message about what was saved, are left out',
    adapters: ['config', 'node'],
  },
  trace: {
    ...PATH,
    default: 'none',
    description: 'The file that a trace of all events is written to',
    adapters: ['config', 'node'],
  },
  traceTag: {
    ...STRINGS,
    default: 'all',
    description: 'The tags that the trace is limited to',
    adapters: ['config', 'node'],
  },
  tagModule: {
    ...PATH,
    default: 'none',
    description: 'A module whose default export is the tag function',
    adapters: ['config', 'node'],
  },
  maxContexts: {
    ...COUNT,
    default: '1000000, or 200000 with `all`',
    description: 'How many call paths may be kept apart; from half of them on, recursion is folded',
    adapters: ['config', 'node'],
  },
  maxTags: {
    ...COUNT,
    default: '10000',
    description: 'How many tags may exist before further ones count as `(other)`',
    adapters: ['config', 'node'],
  },
  watcher: {
    ...BOOLEAN,
    default: 'true, without children',
    description:
      'Whether a thread of ours watches the accounts, and saves them if the program is killed',
    adapters: ['config', 'node'],
  },
  flush: {
    type: 'number',
    expected: 'a number of seconds above 0',
    isValid: (value) => typeof value === 'number' && value > 0 && value < 1e6,
    default: '1',
    description: 'Seconds from one time to the next that the watcher writes the figures down',
    adapters: ['config', 'node'],
  },
  startOff: {
    ...BOOLEAN,
    default: 'false',
    description:
      'Whether the profiler is off at the start, until `coroscope top`, a signal or the program itself starts it',
    adapters: ['config', 'node'],
  },
  delay: {
    type: 'number',
    expected: 'a number of seconds',
    isValid: (value) => typeof value === 'number' && value >= 0 && value < 1e6,
    default: '0',
    description: 'Seconds from the start of the run until figures are recorded',
    adapters: ['config', 'node'],
  },
  duration: {
    type: 'number',
    expected: 'a number of seconds above 0',
    isValid: (value) => typeof value === 'number' && value > 0 && value < 1e6,
    default: 'none',
    description: 'Seconds after which figures are recorded no longer',
    adapters: ['config', 'node'],
  },
  signal: {
    ...oneOf('SIGUSR2', 'SIGUSR1', 'SIGALRM', 'SIGWINCH', 'SIGBREAK'),
    default: 'none',
    description: 'The signal that starts the profiler, or stops it',
    adapters: ['config', 'node'],
  },
} satisfies Record<keyof AdapterOptions, AdapterOptionSpec>;

type Options = typeof OPTIONS;

/** The names of the options that an adapter takes. */
export type OptionName<Taker extends Adapter> = {
  [Name in keyof Options]: Taker extends Options[Name]['adapters'][number] ? Name : never;
}[keyof Options];

/** The options that an adapter takes. */
export type OptionsOf<Taker extends Adapter> = Pick<AdapterOptions, OptionName<Taker>>;

/** The part of the table that is an adapter's. */
export function optionsOf<Taker extends Adapter>(
  adapter: Taker,
): Record<OptionName<Taker>, AdapterOptionSpec> {
  const entries = Object.entries<AdapterOptionSpec>(OPTIONS);
  const own = entries.filter(([, { adapters }]) => adapters.includes(adapter));
  return Object.fromEntries(own) as Record<OptionName<Taker>, AdapterOptionSpec>;
}
