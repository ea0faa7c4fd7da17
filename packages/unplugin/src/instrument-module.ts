import { relative, sep } from 'node:path';
import { transform, type TransformOptions } from '@coroscope/transform';
import { instrumentOptions } from '@coroscope/transform/adapter';
import { originMap, type HostMap } from './origin-map.js';
import { PACKAGE, type PluginOptions } from './options.js';

export type SourceType = NonNullable<TransformOptions['sourceType']>;

export interface Module {
  code: string;
  /** Absolute. */
  path: string;
  /** From the code to the text of the file, where other plugins have been at work. */
  earlier: HostMap | null | undefined;
}

export interface Surroundings {
  /** The directory that the paths in reports are relative to. */
  root: string;
  sourceType: SourceType;
  /** Whether the bundler leads our map through the earlier ones. */
  composesMaps: boolean;
  warn: (message: string) => void;
}

/** Instruments a module, or gives null where it has to stay as it is, which is said if it is a pity. */
export function instrumentModule(
  { code, path, earlier }: Module,
  options: PluginOptions,
  { root, sourceType, composesMaps, warn }: Surroundings,
): { code: string; map: HostMap } | null {
  const filename = relative(root, path).split(sep).join('/');
  try {
    const result = transform(code, {
      // Scripts are CommonJS to a bundler, and have to require what modules import.
      runtime: 'import',
      ...definedOptions(options),
      filename,
      sourceType,
      inputSourceMap: originMap(code, path, earlier),
      sourceMap: composesMaps ? 'own' : true,
      onWarning: warn,
    });
    return result.metadata && { code: result.code, map: result.map as HostMap };
  } catch (error) {
    warn(`${PACKAGE} left a file as it is: ${(error as Error).message}`);
    return null;
  }
}

function definedOptions(options: PluginOptions) {
  const entries = Object.entries(instrumentOptions(options));
  return Object.fromEntries(entries.filter(([, value]) => value !== undefined));
}
