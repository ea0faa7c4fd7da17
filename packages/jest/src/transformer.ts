// Files that run outside of tests, as global set-up does, are instrumented as well.
import '@coroscope/runtime';
import { checkToolVersion } from '@coroscope/testing/adapter';
import { transform, TransformError } from '@coroscope/transform';
import { createSelection, instrumentOptions, sourceMapIn } from '@coroscope/transform/adapter';
import type {
  AsyncTransformer,
  SyncTransformer,
  TransformedSource,
  TransformOptions,
} from '@jest/transform';
import { createHash } from 'node:crypto';
import { version } from '../package.json';
import { loadInnerTransformer, type InnerTransformer } from './inner-transformer.js';
import { isLowered } from './lowered.js';
import { checkTransformerOptions, JEST, PACKAGE, type TransformerOptions } from './options.js';

/**
 * A transformer that instruments what another one has compiled. Names and positions are those of the
 * source, and the map leads there.
 *
 * @throws Error for options that don't exist, and where the other transformer can't be found
 *
 * @example
 * // jest.config.json
 * { "transform": { "\\.[jt]sx?$": ["@coroscope/jest", { "transformer": "@swc/jest" }] } }
 */
export async function createTransformer(
  options: TransformerOptions = {},
): Promise<SyncTransformer | AsyncTransformer> {
  checkTransformerOptions(options);
  checkToolVersion(PACKAGE, JEST, process.cwd());
  const { transformer: reference = 'babel-jest' } = options;
  const inner = reference === false ? none : await loadInnerTransformer(reference, process.cwd());
  const instrument = createInstrument(options);
  const { transformer } = inner;
  const ownOptions = (given: TransformOptions) => ({ ...given, transformerConfig: inner.config });
  const withoutSync: AsyncTransformer = {
    canInstrument: transformer.canInstrument,

    async processAsync(source, path, given) {
      const processed = transformer.processAsync
        ? await transformer.processAsync(source, path, ownOptions(given))
        : transformer.process!(source, path, ownOptions(given));
      return instrument(processed, source, path, given);
    },

    getCacheKey(source, path, given) {
      const key =
        transformer.getCacheKey?.(source, path, ownOptions(given)) ?? ownKey(source, path, given);
      return hash(key, version, JSON.stringify(options));
    },
  };
  if (!transformer.process) return withoutSync;
  return {
    ...withoutSync,
    process: (source, path, given) =>
      instrument(transformer.process!(source, path, ownOptions(given)), source, path, given),
  };
}

/** In the place of a transformer: the code as it is. */
const none: InnerTransformer = {
  transformer: { process: (code) => ({ code }) },
  config: {},
};

type Instrument = (
  processed: TransformedSource,
  source: string,
  path: string,
  given: TransformOptions,
) => TransformedSource;

function createInstrument(options: TransformerOptions): Instrument {
  let isSelected: ((path: string) => boolean) | undefined;
  const warned = new Set<string>();
  const warn = (message: string) => {
    if (!warned.has(message)) console.warn(`${PACKAGE}: ${message}`);
    warned.add(message);
  };
  return (processed, source, path, { config, supportsStaticESM }) => {
    isSelected ??= createSelection(options, config.rootDir);
    if (!isSelected(path)) return processed;
    const { code } = processed;
    if (isLowered(code, source)) {
      warn(
        `${path}: async functions have been compiled to generators, whose waits are pauses. Let the transformer compile to ES2017 or later.`,
      );
    }
    try {
      const result = transform(code, {
        ...instrumentOptions(options),
        filename: path,
        sourceType: supportsStaticESM ? 'module' : 'commonjs',
        // What has been compiled is JavaScript, whatever the file is called.
        syntax: options.transformer === false ? undefined : {},
        runtime: 'global',
        // By their texts, matchers know functions that they are given.
        sourceText: options.sourceText ?? true,
        inputSourceMap: mapOf(processed, path),
        onWarning: warn,
      });
      return result.metadata ? withMap(result.code, result.map) : processed;
    } catch (error) {
      if (!(error instanceof TransformError)) throw error;
      warn(`not instrumented: ${error.message}`);
      return processed;
    }
  };
}

/** The map of the other transformer, given beside the code or in it. Its sources are absolute. */
function mapOf({ code, map }: TransformedSource, path: string) {
  return sourceMapIn(map ? comment(map) : code, path);
}

/** Jest has its map beside the code; debuggers look for one in it. */
function withMap(code: string, map: object | null): TransformedSource {
  if (map === null) return { code };
  const withoutOlder = code.replace(/^\/\/[#@]\s*sourceMappingURL=.*$/gm, '');
  return { code: `${withoutOlder}\n${comment(map)}\n`, map: JSON.stringify(map) };
}

function comment(map: object | string): string {
  const text = typeof map === 'string' ? map : JSON.stringify(map);
  return `//# sourceMappingURL=data:application/json;base64,${Buffer.from(text).toString('base64')}`;
}

/** What the result depends on where the other transformer does not say. */
function ownKey(source: string, path: string, given: TransformOptions): string {
  return hash(
    source,
    path,
    given.configString,
    JSON.stringify([given.instrument, given.supportsStaticESM, given.supportsDynamicImport]),
  );
}

function hash(...texts: string[]): string {
  const digest = createHash('sha256');
  for (const text of texts) digest.update(text).update('\0');
  return digest.digest('hex').slice(0, 32);
}
