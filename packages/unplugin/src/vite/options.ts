import { checkAdapterOptions, withConfig, type OptionsOf } from '@coroscope/adapter';
import { PACKAGE, type PluginOptions } from '../plugin/options.js';

export type VitePluginOptions = OptionsOf<'vite'>;

/**
 * Completes the options by those of the configuration file.
 *
 * @throws Error for an option that does not exist or has a value it can't have
 */
export function completeViteOptions(given: object): VitePluginOptions {
  const options = withConfig(PACKAGE, given, 'vite');
  for (const setting of Object.values(options.environments ?? {})) {
    if (typeof setting !== 'boolean') checkAdapterOptions(PACKAGE, setting, 'environment');
  }
  return options;
}

/**
 * Selects the options of an environment.
 *
 * @returns undefined where it is to be left alone
 */
export function optionsIn(
  environment: string,
  { environments, live: _, ...options }: VitePluginOptions,
): PluginOptions | undefined {
  const setting = environments?.[environment] ?? true;
  if (setting === false) return undefined;
  return setting === true ? options : { ...options, ...setting };
}
