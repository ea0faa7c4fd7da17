import { checkToolVersion, SUPPORTED_TOOLS } from '@coroscope/adapter';
import { createEsbuildPlugin } from 'unplugin';
import { createPlugin } from '../plugin/create-plugin.js';
import { loadingHost } from '../plugin/loading-host.js';
import { PACKAGE, type PluginOptions } from '../plugin/options.js';

/**
 * The plugin for esbuild.
 *
 * @throws Error for an option that does not exist or has a value it can't have
 */
export default createEsbuildPlugin((options: PluginOptions = {}) => {
  const host = loadingHost();
  return {
    ...createPlugin(options, host),
    esbuild: {
      loader: 'default',
      setup({ esbuild, initialOptions }) {
        checkToolVersion(PACKAGE, SUPPORTED_TOOLS.esbuild, esbuild.version);
        host.root = initialOptions.absWorkingDir ?? host.root;
      },
    },
  };
});
