import type { Plugin } from 'vite';
import { isEnabled } from '@coroscope/transform/adapter';
import { cacheKeyPlugin, instrumentPlugin } from './vite/instrument-plugin.js';
import { livePlugin } from './vite/live-plugin.js';
import { pagePlugin } from './vite/page-plugin.js';
import { checkVitePluginOptions, type VitePluginOptions } from './vite/options.js';

export type { PluginOptions } from './options.js';
export type { EnvironmentOptions, VitePluginOptions } from './vite/options.js';

/**
 * The plugin for Vite.
 *
 * @throws Error for an option that does not exist, or a value that it can't have
 */
export default function coroscope(options: VitePluginOptions = {}): Plugin[] {
  checkVitePluginOptions(options);
  if (!isEnabled(options)) return [];
  const live = options.live !== false;
  const instrumenting = () => [instrumentPlugin(options), ...(live ? [pagePlugin()] : [])];
  const plugins: Plugin[] = [
    ...instrumenting(),
    // A build bundles workers apart, and asks for plugins of their own.
    { name: 'coroscope:workers', config: () => ({ worker: { plugins: instrumenting } }) },
  ];
  const cacheKey = cacheKeyPlugin(options);
  if (cacheKey) plugins.push(cacheKey);
  if (live) plugins.push(livePlugin());
  return plugins;
}
