import { checkAdapterOptions } from '../options/check-options.js';
import { definedOptions } from '../options/defined-options.js';
import { isEnabled } from '../options/is-enabled.js';
import type { Adapter, OptionsOf } from '../options/option-table.js';
import { configOptions } from './config-options.js';
import { loadConfig } from './load-config.js';

/**
 * Completes the options that an adapter is given by those of the configuration; what is given wins.
 *
 * @param owner the package that takes the options; errors begin with it
 * @throws Error for an option that does not exist or has a value it can't have, here or there
 */
export function withConfig<Taker extends Adapter>(
  owner: string,
  options: object,
  adapter: Taker,
): OptionsOf<Taker> {
  return withConfigFile(owner, options, adapter).options;
}

/** The same as `withConfig`, for adapters whose host has to know of the configuration's file. */
export function withConfigFile<Taker extends Adapter>(
  owner: string,
  options: object,
  adapter: Taker,
): { options: OptionsOf<Taker>; file?: string } {
  checkAdapterOptions(owner, options, adapter);
  // A configuration is for those who profile.
  if (!isEnabled(options)) return { options };
  const { cwd } = options as { cwd?: string };
  const found = loadConfig(cwd ?? process.cwd());
  if (found === undefined) return { options };
  const complete = { ...configOptions(found, adapter), ...definedOptions(options) };
  return { options: complete, file: found.file };
}
