import type { InstrumentOptions, TransformOptions } from './instrument-options.js';
import {
  BOOLEAN,
  checkOptions,
  FUNCTION,
  oneOf,
  someOf,
  STRING,
  type OptionSpec,
} from './option-spec.js';

const PACKAGE = '@coroscope/transform';

/** The options of `instrument`. */
export const INSTRUMENT_OPTIONS: Readonly<Record<keyof InstrumentOptions, OptionSpec>> = {
  filename: {
    ...STRING,
    default: `'unknown'`,
    description: 'Path of the source, as reports are to show it',
  },
  code: {
    ...STRING,
    default: 'none',
    description:
      '`instrument` only: the text of the tree; names that are free are found faster, and `sourceText` needs it',
  },
  runtime: {
    ...oneOf('import', 'require', 'global'),
    default: 'by the file',
    description: 'How instrumented code reaches the runtime',
  },
  runtimeModule: {
    ...STRING,
    default: `'@coroscope/runtime'`,
    description: 'The module that is imported or required',
  },
  leaves: {
    ...oneOf('count', 'time', 'skip'),
    default: `'count'`,
    description: 'What happens to functions without calls, loops and suspensions',
  },
  kinds: {
    ...someOf('module', 'function', 'async', 'generator', 'asyncGenerator'),
    default: 'all',
    description: 'The kinds of function to instrument',
  },
  modules: {
    ...BOOLEAN,
    default: 'true',
    description: 'Whether the bodies of files count as functions',
  },
  sourceText: {
    ...BOOLEAN,
    default: 'false',
    description: 'Whether `Function.prototype.toString` gives the text that you wrote',
  },
  inputSourceMap: {
    type: 'object | string | null',
    expected: 'a source map, or null',
    isValid: (value) => typeof value === 'object' || typeof value === 'string',
    default: 'none',
    description:
      'A map from the code to what the user wrote: names and positions are then those of the latter',
  },
  onWarning: {
    ...FUNCTION,
    default: 'none',
    description:
      "Called with one line for each hint that can't be understood, and for a file compiled to ES5",
  },
};

/** The options of `transform`. */
export const TRANSFORM_OPTIONS: Readonly<Record<keyof TransformOptions, OptionSpec>> = {
  ...INSTRUMENT_OPTIONS,
  sourceType: {
    ...oneOf('module', 'commonjs', 'script', 'unambiguous'),
    default: `'unambiguous'`,
    description: '`transform` only: what the code is',
  },
  syntax: {
    type: '{ typescript?: boolean; jsx?: boolean; flow?: boolean }',
    expected: 'an object',
    isValid: (value) => typeof value === 'object' && value !== null,
    default: 'by the extension',
    description: '`transform` only: the syntax to accept beyond that of JavaScript',
  },
  sourceMap: {
    type: `boolean | 'own'`,
    expected: `a boolean or 'own'`,
    isValid: (value) => typeof value === 'boolean' || value === 'own',
    default: 'true',
    description:
      '`transform` only: whether to make a source map; `own` is one to `code` as given, for tools that compose maps',
  },
};

/** @throws Error for an option that does not exist or has a value it can't have */
export function checkInstrumentOptions(options: InstrumentOptions): void {
  checkOptions(PACKAGE, options, INSTRUMENT_OPTIONS);
  if (options.sourceText && options.code === undefined) {
    throw new Error(
      `${PACKAGE}: option 'sourceText' needs the option 'code', the text of the tree`,
    );
  }
}

/** @throws Error for an option that does not exist or has a value it can't have */
export function checkTransformOptions(options: TransformOptions): void {
  checkOptions(PACKAGE, options, TRANSFORM_OPTIONS);
}
