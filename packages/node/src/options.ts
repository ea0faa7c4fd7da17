import { CoroscopeError } from './coroscope-error.js';

/** The environment variable that carries the options, as JSON, to every thread and child process. */
export const OPTIONS_VARIABLE = 'COROSCOPE_OPTIONS';

export interface NodeOptions {
  clock: 'wall' | 'cpu';
  /** Globs; if there are any, only files that match are instrumented, in `node_modules` too. */
  include: string[];
  /** Globs of files that are not instrumented. */
  exclude: string[];
  /** Instrument dependencies too. */
  all: boolean;
  /** Functions give the text that the user wrote; test matchers know functions by their texts. */
  sourceText: boolean;
  /** No warnings. */
  quiet: boolean;
  /** What globs and `out` are relative to. */
  directory: string;
  /** Where the profile is saved when no command waits for it. */
  out: string;
  /** The file that a trace of all events goes to, relative to `directory`; none unless given. */
  trace?: string;
  /** A module whose default export is the tag function, relative to `directory`. */
  tagModule?: string;
  /** The directory that threads and processes write their parts of the profile into. */
  parts?: string;
}

const defaults: NodeOptions = {
  clock: 'wall',
  include: [],
  exclude: [],
  all: false,
  sourceText: false,
  quiet: false,
  directory: '.',
  out: 'coroscope-profile.json',
};

export function completeOptions(options: Partial<NodeOptions>): NodeOptions {
  return { ...defaults, directory: process.cwd(), ...options };
}

/** @throws {CoroscopeError} if the variable holds anything but options */
export function readOptions(environment: NodeJS.ProcessEnv): NodeOptions {
  const text = environment[OPTIONS_VARIABLE];
  return completeOptions(text === undefined ? {} : parse(text));
}

export function writeOptions(environment: NodeJS.ProcessEnv, options: NodeOptions): void {
  environment[OPTIONS_VARIABLE] = JSON.stringify(options);
}

function parse(text: string): Partial<NodeOptions> {
  let options: unknown;
  try {
    options = JSON.parse(text);
  } catch {
    throw new CoroscopeError(`${OPTIONS_VARIABLE} is not JSON; set it to {"clock":"wall"}, say`);
  }
  if (typeof options !== 'object' || options === null || Array.isArray(options)) {
    throw new CoroscopeError(
      `${OPTIONS_VARIABLE} is not an object; set it to {"clock":"wall"}, say`,
    );
  }
  for (const [name, value] of Object.entries(options)) checkOption(name, value);
  return options;
}

function checkOption(name: string, value: unknown): void {
  const refuse = (mend: string): never => {
    throw new CoroscopeError(`${OPTIONS_VARIABLE}: ${mend}`);
  };
  switch (name) {
    case 'clock':
      if (value !== 'wall' && value !== 'cpu') refuse('clock must be "wall" or "cpu"');
      return;
    case 'include':
    case 'exclude':
      if (!Array.isArray(value) || !value.every((glob) => typeof glob === 'string')) {
        refuse(`${name} must be an array of globs`);
      }
      return;
    case 'all':
    case 'sourceText':
    case 'quiet':
      if (typeof value !== 'boolean') refuse(`${name} must be true or false`);
      return;
    case 'directory':
    case 'out':
    case 'trace':
    case 'tagModule':
    case 'parts':
      if (typeof value !== 'string' || value === '') refuse(`${name} must be a path`);
      return;
    default:
      refuse(`there is no option ${name}; known are ${Object.keys(defaults).join(', ')}`);
  }
}
