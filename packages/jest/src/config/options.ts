import { withConfig, type OptionsOf } from '@coroscope/adapter';
import { PACKAGE } from './package-name.js';

/** The options of `withCoroscope`. */
export type CoroscopeOptions = OptionsOf<'jest'>;

export type TransformerOptions = OptionsOf<'jest-transformer'>;

/** How files are instrumented; how they reach the runtime is settled, through its global. */
export type InstrumentOptions = Omit<TransformerOptions, 'transformer'>;

/**
 * Completes the options by those of the configuration file.
 *
 * @throws Error for an option that does not exist or has a value it can't have
 */
export function completeTransformerOptions(options: object): TransformerOptions {
  return withConfig(PACKAGE, options, 'jest-transformer');
}
