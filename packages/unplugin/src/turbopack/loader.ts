import { createFileFilter, isEnabled } from '@coroscope/adapter';
import type { SourceMapCompact } from 'unplugin';
import { instrumentModule } from '../plugin/instrument-module.js';
import { DEFAULT_EXTENSIONS } from '../plugin/module-filter.js';
import { completePluginOptions, type PluginOptions } from '../plugin/options.js';
import { sourceTypeOf } from '../plugin/source-type.js';

/** The part of a loader's context that Turbopack has of webpack's. */
interface LoaderContext {
  resourcePath: string;
  rootContext: string;
  getOptions(): object;
  emitWarning(warning: Error): void;
  callback(error: null, code: string, map?: SourceMapCompact | null): void;
}

/**
 * The loader for Turbopack, which has no plugins. Its options are those of the plugins; they come as
 * JSON. It sees a file as it was written, or as the loaders before it have left it.
 *
 * @throws Error for an option that does not exist or has a value it can't have
 */
export default function coroscope(
  this: LoaderContext,
  code: string,
  earlierMap?: SourceMapCompact | null,
): void {
  const { options, isSelected } = settingsOf(this.getOptions(), this.rootContext);
  const path = this.resourcePath;
  const instrumented = isSelected(path)
    ? instrumentModule({ code, path, earlierMap }, options, {
        root: options.cwd ?? this.rootContext,
        sourceType: sourceTypeOf(path),
        composesMaps: false,
        warn: (message) => this.emitWarning(new Error(message)),
      })
    : null;
  this.callback(null, instrumented?.code ?? code, instrumented?.map ?? earlierMap);
}

interface Settings {
  options: PluginOptions;
  isSelected: (path: string) => boolean;
}

/** The settings that a process has worked out; Turbopack parses the options anew for each file. */
const known = new Map<string, Settings>();

function settingsOf(given: object, root: string): Settings {
  const key = JSON.stringify([given, root]);
  let settings = known.get(key);
  if (settings === undefined) {
    const options = completePluginOptions(given);
    const isSelected = isEnabled(options)
      ? createFileFilter(options, root, DEFAULT_EXTENSIONS)
      : () => false;
    settings = { options, isSelected };
    known.set(key, settings);
  }
  return settings;
}
