import { createVitePlugin } from 'unplugin';
import { createPlugin, type Host } from './plugin.js';
import type { PluginOptions } from './options.js';
import { combinedMap } from './rollup-like.js';
import { checkVersion } from './supported-versions.js';

export type { PluginOptions } from './options.js';

/**
 * The plugin for Vite.
 *
 * @throws Error for an option that does not exist, or a value that it can't have
 */
export default createVitePlugin((options: PluginOptions = {}) => {
  const host: Host = {
    root: process.cwd(),
    hasCommonJs: false,
    composesMaps: true,
    earlierMap: combinedMap,
  };
  return {
    ...createPlugin(options, host),
    vite: {
      config() {
        checkVersion('Vite', this?.meta?.viteVersion);
      },
      configResolved({ root }) {
        host.root = root;
      },
    },
  };
});
