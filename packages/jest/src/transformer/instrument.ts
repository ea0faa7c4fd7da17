import {
  createFileFilter,
  EXTENSIONS,
  instrumentOptions,
  readInlineMap,
  sourceMapComment,
  warnOnce,
  withInlineMap,
} from '@coroscope/adapter';
import { transform, TransformError } from '@coroscope/transform';
import type { TransformedSource, TransformOptions } from '@jest/transform';
import type { TransformerOptions } from '../config/options.js';
import { PACKAGE } from '../config/package-name.js';

/** Instruments what the other transformer has made of a source. */
export type Instrument = (
  processed: TransformedSource,
  path: string,
  given: TransformOptions,
) => TransformedSource;

export function createInstrument(options: TransformerOptions): Instrument {
  let isSelected: ((path: string) => boolean) | undefined;
  const warn = warnOnce((message) => console.warn(`${PACKAGE}: ${message}`));
  return (processed, path, { config, supportsStaticESM }) => {
    isSelected ??= createFileFilter(options, config.rootDir, EXTENSIONS);
    if (!isSelected(path)) return processed;
    const { code } = processed;
    try {
      const result = transform(code, {
        // Matchers know functions that they are given by their texts.
        sourceText: true,
        ...instrumentOptions(options),
        filename: path,
        sourceType: supportsStaticESM ? 'module' : 'commonjs',
        // What has been compiled is JavaScript, whatever the extension.
        syntax: options.transformer === false ? undefined : {},
        runtime: 'global',
        inputSourceMap: inputMap(processed, path),
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

/** Reads the map of the other transformer, which is beside the code or in it. */
function inputMap({ code, map }: TransformedSource, path: string) {
  return readInlineMap(map ? sourceMapComment(map) : code, path);
}

/** Jest takes the map beside the code; debuggers look for one in it. */
function withMap(code: string, map: object | null): TransformedSource {
  return map === null ? { code } : { code: withInlineMap(code, map), map: JSON.stringify(map) };
}
