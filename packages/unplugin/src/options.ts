import {
  ADAPTER_OPTIONS,
  checkAdapterOptions,
  type AdapterOptions,
} from '@coroscope/transform/adapter';

export type PluginOptions = AdapterOptions;

/** Who speaks in errors and warnings. */
export const PACKAGE = '@coroscope/unplugin';

/** @throws Error for an option that does not exist, or a value that it can't have */
export function checkPluginOptions(options: object): asserts options is PluginOptions {
  checkAdapterOptions(PACKAGE, options, ADAPTER_OPTIONS);
}
