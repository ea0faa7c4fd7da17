import { createEsbuildPlugin } from 'unplugin';
import type { PluginOptions } from './options.js';
import { createPlugin, type Host } from './plugin.js';
import { checkVersion } from './supported-versions.js';

export type { PluginOptions } from './options.js';

/**
 * The plugin for esbuild.
 *
 * @throws Error for an option that does not exist, or a value that it can't have
 */
export default createEsbuildPlugin((options: PluginOptions = {}) => {
  const host: Host = {
    root: process.cwd(),
    hasCommonJs: true,
    composesMaps: false,
    // A file is loaded by one plugin alone.
    earlierMap: () => null,
  };
  return {
    ...createPlugin(options, host),
    esbuild: {
      loader: 'default',
      setup({ esbuild, initialOptions }) {
        checkVersion('esbuild', esbuild.version);
        host.root = initialOptions.absWorkingDir ?? host.root;
      },
    },
  };
});
