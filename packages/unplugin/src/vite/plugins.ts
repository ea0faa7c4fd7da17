import { isEnabled } from '@coroscope/adapter';
import type { Plugin } from 'vite';
import { livePlugin } from '../live/live-plugin.js';
import { pagePlugin } from '../live/page-plugin.js';
import { cacheKeyPlugin } from './dependency-plugins.js';
import { instrumentPlugin } from './instrument-plugin.js';
import { completeViteOptions, type VitePluginOptions } from './options.js';

/**
 * The plugin for Vite.
 *
 * @throws Error for an option that does not exist or has a value it can't have
 */
export default function coroscope(given: VitePluginOptions = {}): Plugin[] {
  const options = completeViteOptions(given);
  if (!isEnabled(options)) return [];
  const live = options.live !== false;
  const instrumenting = () => [instrumentPlugin(options), ...(live ? [pagePlugin()] : [])];
  const plugins: Plugin[] = [
    ...instrumenting(),
    // A build bundles workers separately, with plugins of their own.
    { name: 'coroscope:workers', config: () => ({ worker: { plugins: instrumenting } }) },
  ];
  const cacheKey = cacheKeyPlugin(options);
  if (cacheKey) plugins.push(cacheKey);
  if (live) plugins.push(livePlugin());
  return plugins;
}
