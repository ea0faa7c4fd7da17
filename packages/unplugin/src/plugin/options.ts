import { withConfig, type OptionsOf } from '@coroscope/adapter';

export type PluginOptions = OptionsOf<'bundler'>;

/** The package that errors and warnings name. */
export const PACKAGE = '@coroscope/unplugin';

/**
 * Completes the options by those of the configuration file.
 *
 * @throws Error for an option that does not exist or has a value it can't have
 */
export function completePluginOptions(options: object): PluginOptions {
  return withConfig(PACKAGE, options, 'bundler');
}
