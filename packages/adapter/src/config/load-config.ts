import { lilconfigSync, type LilconfigResult, type LoaderSync } from 'lilconfig';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { parse, resolve } from 'node:path';
import { checkOptions } from '@coroscope/transform/options';
import { optionsOf } from '../options/option-table.js';
import type { Config, LoadedConfig } from './config.js';

const NAME = 'coroscope';

const MODULES = ['.ts', '.mts', '.cts', '.js', '.mjs', '.cjs'];

/** The files that may hold a configuration; the first one that a directory has counts. */
export const CONFIG_FILES: readonly string[] = [
  ...[...MODULES, '.json'].map((extension) => `${NAME}.config${extension}`),
  'package.json',
];

/**
 * Finds and loads the configuration that holds in a directory: its own, or the nearest one above it.
 *
 * @returns undefined if there is none
 * @throws Error if it can't be loaded, or holds an option that does not exist or a value that it can't have
 */
export function loadConfig(directory: string): LoadedConfig | undefined {
  return checked(searcher().search(directory));
}

/**
 * Loads a configuration that is named.
 *
 * @throws Error as `loadConfig`, and if the file is missing, or is a package.json without a configuration
 */
export function loadConfigFile(file: string): LoadedConfig {
  const path = resolve(file);
  const { ext, base } = parse(path);
  if (!existsSync(path)) throw new Error(`${file}: there is no such file`);
  if (![...MODULES, '.json'].includes(ext)) {
    throw new Error(`${file}: a configuration is a file in ${[...MODULES, '.json'].join(', ')}`);
  }
  const loaded = checked(searcher().load(path));
  if (loaded === undefined) {
    const reason = base === 'package.json' ? `has no key '${NAME}'` : 'is empty';
    throw new Error(`${file} ${reason}; a configuration is an object such as {"include":"src"}`);
  }
  return loaded;
}

function searcher() {
  return lilconfigSync(NAME, {
    searchPlaces: [...CONFIG_FILES],
    loaders: {
      '.json': (file, text) => withFile(file, () => JSON.parse(text)),
      ...Object.fromEntries(MODULES.map((extension) => [extension, loadModule])),
    },
    cache: false,
  });
}

function checked(found: LilconfigResult): LoadedConfig | undefined {
  if (found === null || found.config == null) return undefined;
  const { filepath: file, config } = found as { filepath: string; config: unknown };
  checkConfig(file, config);
  return { file, config };
}

const loadModule: LoaderSync = (file) =>
  withFile(file, () => {
    // Only now: it takes longer to load than most programs need to find that they have no configuration.
    const { createJiti } = createRequire(import.meta.url)('jiti') as typeof import('jiti');
    const loaded: unknown = createJiti(file, { fsCache: false, interopDefault: false })(file);
    return isObject(loaded) && 'default' in loaded ? loaded.default : loaded;
  });

/** Runs what may throw; an error becomes one line that names the file. */
function withFile<Result>(file: string, load: () => Result): Result {
  try {
    return load();
  } catch (error) {
    // The second line of a syntax error is its position.
    const lines = (error instanceof Error ? error.message : String(error)).split('\n', 2);
    const reason = lines.map((line) => line.trim()).join(' ');
    throw new Error(`${file} can't be loaded: ${reason}`, { cause: error });
  }
}

function checkConfig(file: string, config: unknown): asserts config is Config {
  if (!isObject(config) || Array.isArray(config)) {
    throw new Error(`${file}: must hold an object of options, such as {"include":"src"}`);
  }
  const { report, tests, ...options } = config;
  checkOptions(file, options, optionsOf('config'));
  for (const [name, section = {}] of Object.entries({ report, tests })) {
    if (!isObject(section)) throw new Error(`${file}: '${name}' must be an object of options`);
    // Which options a report has is for the command to say.
    if (name === 'tests') checkOptions(`${file}: tests`, section, optionsOf('reporter'));
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
