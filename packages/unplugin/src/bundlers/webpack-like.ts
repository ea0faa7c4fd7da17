import { cacheKey, isEnabled } from '@coroscope/adapter';
import type { SourceMapCompact, UnpluginBuildContext, UnpluginOptions } from 'unplugin';
import { createPlugin } from '../plugin/create-plugin.js';
import type { PluginOptions } from '../plugin/options.js';

/** The part of the compilers of webpack and Rspack that the plugin uses. */
interface Compiler {
  context: string;
  options: { cache?: unknown };
  webpack: {
    SourceMapDevToolPlugin: new (options: { test: RegExp }) => { apply(compiler: never): void };
  };
}

/** The plugin for webpack and Rspack. */
export function createWebpackLikePlugin(
  options: PluginOptions,
  compiler: Compiler,
): UnpluginOptions {
  const plugin = createPlugin(options, {
    root: compiler.context,
    hasCommonJs: true,
    composesMaps: true,
    earlierMap: loaderMap,
  });
  if (!isEnabled(options)) return plugin;
  separateCache(compiler, options);
  requestLoaderMaps(compiler);
  return plugin;
}

function loaderMap(context: UnpluginBuildContext): SourceMapCompact | null | undefined {
  const native = context.getNativeBuildContext?.();
  const map =
    native?.framework === 'webpack' || native?.framework === 'rspack'
      ? (native.inputSourceMap as SourceMapCompact | string | null | undefined)
      : null;
  return typeof map === 'string' ? (JSON.parse(map) as SourceMapCompact) : map;
}

/**
 * Keeps cached modules of other options apart: a persistent cache depends on configuration files at
 * most, which may not have changed.
 */
function separateCache({ options: { cache } }: Compiler, options: PluginOptions): void {
  if (typeof cache !== 'object' || cache === null) return;
  const settings = cache as { version?: string };
  settings.version = `${settings.version ?? ''}|coroscope ${cacheKey(options)}`;
}

/**
 * Makes loaders produce maps even where no `devtool` asks for them, since positions are to be those of
 * the user's code. As the pattern matches no file, no map is written.
 */
function requestLoaderMaps(compiler: Compiler): void {
  const { SourceMapDevToolPlugin } = compiler.webpack;
  new SourceMapDevToolPlugin({ test: /(?!)/ }).apply(compiler as never);
}
