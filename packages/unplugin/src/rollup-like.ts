import type { UnpluginBuildContext, UnpluginOptions } from 'unplugin';
import { createPlugin, type Host } from './plugin.js';
import type { HostMap } from './origin-map.js';
import type { PluginOptions } from './options.js';

/** What the contexts of Rollup, Rolldown and Vite have beyond those of others. */
interface RollupContext {
  getCombinedSourcemap(): HostMap;
}

export const combinedMap: Host['earlierMap'] = (context) =>
  (context as UnpluginBuildContext & RollupContext).getCombinedSourcemap();

/** The plugin for Rollup and Rolldown, where what comes last has to say so of each hook. */
export function createRollupLikePlugin(
  options: PluginOptions,
  hasCommonJs: boolean,
): UnpluginOptions {
  const plugin = createPlugin(options, {
    root: process.cwd(),
    hasCommonJs,
    composesMaps: true,
    earlierMap: combinedMap,
  });
  const { transform } = plugin;
  if (typeof transform !== 'function') return plugin;
  const last = { order: 'post', handler: transform };
  return { ...plugin, transform: last };
}
