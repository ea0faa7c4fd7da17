import type { SourceMapCompact, UnpluginBuildContext, UnpluginOptions } from 'unplugin';
import { createPlugin } from '../plugin/create-plugin.js';
import type { Host } from '../plugin/host.js';
import type { PluginOptions } from '../plugin/options.js';

/** What the contexts of Rollup, Rolldown and Vite have beyond those of others. */
interface RollupContext {
  getCombinedSourcemap(): SourceMapCompact;
}

export const combinedMap: Host['earlierMap'] = (context) =>
  (context as UnpluginBuildContext & RollupContext).getCombinedSourcemap();

/** The plugin for Rollup and Rolldown. */
export function createRollupLikePlugin(
  options: PluginOptions,
  hasCommonJs: boolean,
): UnpluginOptions {
  return createPlugin(options, {
    root: process.cwd(),
    hasCommonJs,
    composesMaps: true,
    order: 'post',
    earlierMap: combinedMap,
  });
}
