import { withConfigFile, type OptionsOf } from '@coroscope/adapter';

export type PluginOptions = OptionsOf<'babel'>;

/**
 * Completes the options by those of the configuration file, if there is one.
 *
 * @throws Error for an option that does not exist or has a value it can't have
 */
export function completeOptions(given: object): { options: PluginOptions; file?: string } {
  return withConfigFile('@coroscope/babel-plugin', given, 'babel');
}
