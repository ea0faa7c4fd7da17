import { instrumentOptions, type EncodedSourceMap } from '@coroscope/adapter';
import { transform, type TransformOptions } from '@coroscope/transform';
import { relative, sep } from 'node:path';
import type { SourceMapCompact } from 'unplugin';
import { inputMap, withRelativeSources } from './input-map.js';
import { PACKAGE, type PluginOptions } from './options.js';

export type SourceType = NonNullable<TransformOptions['sourceType']>;

export interface Module {
  code: string;
  /** Absolute. */
  path: string;
  /** From the code to the text of the file, where other plugins have changed it. */
  earlierMap: SourceMapCompact | null | undefined;
}

export interface ModuleContext {
  /** The directory that the paths in reports are relative to. */
  root: string;
  sourceType: SourceType;
  /** Whether the bundler composes our map with the earlier ones. */
  composesMaps: boolean;
  warn: (message: string) => void;
}

/**
 * Instruments a module. One that can't be instrumented gives a warning.
 *
 * @returns null where the module stays as it is
 */
export function instrumentModule(
  { code, path, earlierMap }: Module,
  options: PluginOptions,
  { root, sourceType, composesMaps, warn }: ModuleContext,
): { code: string; map: SourceMapCompact } | null {
  const filename = relative(root, path).split(sep).join('/');
  try {
    const result = transform(code, {
      // Scripts are CommonJS to a bundler, and have to require what modules import.
      runtime: 'import',
      ...instrumentOptions(options),
      filename,
      sourceType,
      inputSourceMap: inputMap(code, path, earlierMap),
      sourceMap: composesMaps ? 'own' : true,
      onWarning: warn,
    });
    if (!result.metadata) return null;
    const map = { ...(result.map as EncodedSourceMap), sourceRoot: root };
    return { code: result.code, map: withRelativeSources(map, path) as SourceMapCompact };
  } catch (error) {
    warn(`${PACKAGE} left a file as it is: ${(error as Error).message}`);
    return null;
  }
}
