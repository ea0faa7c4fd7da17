import { createBunPlugin } from 'unplugin';
import { createPlugin } from '../plugin/create-plugin.js';
import { loadingHost } from '../plugin/loading-host.js';
import type { PluginOptions } from '../plugin/options.js';

/**
 * The plugin for `Bun.build`. Programs that Bun runs without a build have `coroscope/bun`.
 *
 * @throws Error for an option that does not exist or has a value it can't have
 */
export default createBunPlugin((options: PluginOptions = {}) => {
  const host = loadingHost();
  return {
    ...createPlugin(options, host),
    bun: {
      setup({ config }) {
        host.root = config.root ?? host.root;
      },
    },
  };
});
