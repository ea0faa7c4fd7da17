import type { Tool } from '@coroscope/testing/adapter';
import {
  ADAPTER_OPTIONS,
  checkAdapterOptions,
  type AdapterOptions,
  type OptionChecks,
} from '@coroscope/transform/adapter';

/** Who speaks in errors and warnings. */
export const PACKAGE = '@coroscope/jest';

/** What the package is for. */
export const JEST: Tool = { name: 'jest', title: 'Jest', oldest: '30.0' };

/** A transformer as Jest's configuration names it: a module, and what it is given. */
export type TransformerReference = string | readonly [module: string, config: unknown];

/** How files are instrumented. How they reach the runtime is settled: through its global. */
export type InstrumentOptions = Omit<AdapterOptions, 'runtime' | 'runtimeModule' | 'env'>;

export interface TransformerOptions extends InstrumentOptions {
  /** What compiles the file before it is instrumented; false for nothing. Default `babel-jest`. */
  transformer?: TransformerReference | false;
}

const { runtime: _, runtimeModule: _1, env: _2, ...instrumentChecks } = ADAPTER_OPTIONS;

export const INSTRUMENT_OPTIONS: OptionChecks<InstrumentOptions> = instrumentChecks;

const TRANSFORMER_OPTIONS: OptionChecks<TransformerOptions> = {
  ...INSTRUMENT_OPTIONS,
  transformer: [
    'the name of a transformer, a name and its configuration, or false',
    (value) =>
      value === false ||
      typeof value === 'string' ||
      (Array.isArray(value) && value.length <= 2 && typeof value[0] === 'string'),
  ],
};

/** @throws Error for an option that does not exist, or a value that it can't have */
export function checkTransformerOptions(options: object): asserts options is TransformerOptions {
  checkAdapterOptions(PACKAGE, options, TRANSFORMER_OPTIONS);
}
