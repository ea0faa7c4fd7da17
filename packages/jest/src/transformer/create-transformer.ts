// Files that run outside of tests, such as global set-up, are instrumented as well.
import '@coroscope/runtime';
import { cacheKey, checkInstalledTool, SUPPORTED_TOOLS } from '@coroscope/adapter';
import type { AsyncTransformer, SyncTransformer, TransformOptions } from '@jest/transform';
import { completeTransformerOptions, type TransformerOptions } from '../config/options.js';
import { PACKAGE } from '../config/package-name.js';
import { loadInnerTransformer, NO_TRANSFORMER } from './inner-transformer.js';
import { createInstrument } from './instrument.js';

/**
 * Creates a transformer that instruments what another one has compiled. Names and positions are those
 * of the source, to which the map leads.
 *
 * @throws Error for options that don't exist, and where the other transformer can't be found
 *
 * @example
 * // jest.config.json
 * { "transform": { "\\.[jt]sx?$": ["@coroscope/jest", { "transformer": "@swc/jest" }] } }
 */
export async function createTransformer(
  given: TransformerOptions = {},
): Promise<SyncTransformer | AsyncTransformer> {
  const options = checkedOptions(given);
  const { transformer: reference = 'babel-jest' } = options;
  const { transformer, config } =
    reference === false ? NO_TRANSFORMER : await loadInnerTransformer(reference, process.cwd());
  const instrument = createInstrument(options);
  const ownOptions = (jest: TransformOptions) => ({ ...jest, transformerConfig: config });
  const withoutSync: AsyncTransformer = {
    canInstrument: transformer.canInstrument,

    async processAsync(source, path, given) {
      const processed = transformer.processAsync
        ? await transformer.processAsync(source, path, ownOptions(given))
        : transformer.process!(source, path, ownOptions(given));
      return instrument(processed, path, given);
    },

    getCacheKey(source, path, given) {
      const key =
        transformer.getCacheKey?.(source, path, ownOptions(given)) ??
        defaultCacheKey(source, path, given);
      return cacheKey(key, options);
    },
  };
  if (!transformer.process) return withoutSync;
  return {
    ...withoutSync,
    process: (source, path, given) =>
      instrument(transformer.process!(source, path, ownOptions(given)), path, given),
  };
}

/** Options as they were completed, by those given and the working directory. */
const completed = new Map<string, TransformerOptions>();

/** Jest creates a transformer for each test file: once for all, the configuration is read and Jest looked for. */
function checkedOptions(given: TransformerOptions): TransformerOptions {
  const key = JSON.stringify([process.cwd(), given]);
  let options = completed.get(key);
  if (options === undefined) {
    options = completeTransformerOptions(given);
    checkInstalledTool(PACKAGE, SUPPORTED_TOOLS.jest, process.cwd());
    completed.set(key, options);
  }
  return options;
}

/** The key of what the other transformer compiles, where it gives none. */
function defaultCacheKey(source: string, path: string, given: TransformOptions): string {
  const { configString, instrument, supportsStaticESM, supportsDynamicImport } = given;
  return cacheKey(source, path, configString, [
    instrument,
    supportsStaticESM,
    supportsDynamicImport,
  ]);
}
