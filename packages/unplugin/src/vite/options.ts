import {
  ADAPTER_OPTIONS,
  checkAdapterOptions,
  type OptionChecks,
} from '@coroscope/transform/adapter';
import { checkPluginOptions, PACKAGE, type PluginOptions } from '../options.js';

/** What may differ from one environment to another. */
export type EnvironmentOptions = Omit<PluginOptions, 'env' | 'cwd'>;

export interface VitePluginOptions extends PluginOptions {
  /**
   * By name of Vite's environments (`client`, `ssr`, …): false leaves one alone, options replace
   * those above in it.
   */
  environments?: Record<string, boolean | EnvironmentOptions>;
  /**
   * Whether pages start the profiler and tell the server their figures, which `/__coroscope` shows.
   * Default true.
   */
  live?: boolean;
}

const KNOWN: OptionChecks<VitePluginOptions> = {
  ...ADAPTER_OPTIONS,
  environments: [
    'an object of booleans and options',
    (value) =>
      typeof value === 'object' &&
      value !== null &&
      Object.values(value).every((setting) => ['boolean', 'object'].includes(typeof setting)),
  ],
  live: ['a boolean', (value) => typeof value === 'boolean'],
};

/** @throws Error for an option that does not exist, or a value that it can't have */
export function checkVitePluginOptions(options: object): asserts options is VitePluginOptions {
  checkAdapterOptions(PACKAGE, options, KNOWN);
  const { environments = {} } = options as VitePluginOptions;
  for (const setting of Object.values(environments)) {
    if (typeof setting !== 'boolean') checkPluginOptions(setting);
  }
}

/** The options in an environment; undefined where it is to be left alone. */
export function optionsIn(
  environment: string,
  { environments, live: _, ...options }: VitePluginOptions,
): PluginOptions | undefined {
  const setting = environments?.[environment] ?? true;
  if (setting === false) return undefined;
  return setting === true ? options : { ...options, ...setting };
}
