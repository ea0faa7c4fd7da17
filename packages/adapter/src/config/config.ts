import type { AdapterOptions } from '../options/adapter-options.js';
import type { OptionsOf } from '../options/option-table.js';

/** What a configuration file holds. Globs and paths are relative to the file. */
export interface Config extends OptionsOf<'config'> {
  /** The options of the command's reports. */
  report?: object;
  /** The options of the reports of test runners. */
  tests?: Pick<AdapterOptions, 'limit' | 'out'>;
}

/** A configuration, and where it was found. */
export interface LoadedConfig {
  file: string;
  config: Config;
}
