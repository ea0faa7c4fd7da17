import type { UnpluginBuildContext, UnpluginOptions } from 'unplugin';
import { isEnabled } from '@coroscope/transform/adapter';
import { cacheKey } from './cache-key.js';
import type { PluginOptions } from './options.js';
import type { HostMap } from './origin-map.js';
import { createPlugin } from './plugin.js';

/** What the compilers of webpack and Rspack have in common, as far as it matters here. */
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
    earlierMap: inputMap,
  });
  if (!isEnabled(options)) return plugin;
  separateCache(compiler, options);
  askForMaps(compiler);
  return plugin;
}

function inputMap(context: UnpluginBuildContext): HostMap | null | undefined {
  const native = context.getNativeBuildContext?.();
  const map =
    native?.framework === 'webpack' || native?.framework === 'rspack'
      ? (native.inputSourceMap as HostMap | string | null | undefined)
      : null;
  return typeof map === 'string' ? (JSON.parse(map) as HostMap) : map;
}

/** A persistent cache knows of configuration files at most, and those may not have changed. */
function separateCache({ options: { cache } }: Compiler, options: PluginOptions): void {
  if (typeof cache !== 'object' || cache === null) return;
  const settings = cache as { version?: string };
  settings.version = `${settings.version ?? ''}|coroscope ${cacheKey(options)}`;
}

/**
 * Has loaders make maps, where no `devtool` asks for them, too: positions are to be the user's. Maps
 * of no file are written.
 */
function askForMaps(compiler: Compiler): void {
  const { SourceMapDevToolPlugin } = compiler.webpack;
  new SourceMapDevToolPlugin({ test: /(?!)/ }).apply(compiler as never);
}
