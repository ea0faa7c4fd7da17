import { checkToolVersion, SUPPORTED_TOOLS } from '@coroscope/adapter';
import { resolve } from 'node:path';
import { createVitePlugin } from 'unplugin';
import type { Plugin, ResolvedConfig, UserConfig } from 'vite';
import { combinedMap } from '../bundlers/rollup-like.js';
import { createPlugin } from '../plugin/create-plugin.js';
import type { Host } from '../plugin/host.js';
import { PACKAGE, type PluginOptions } from '../plugin/options.js';
import { dependencyPlugins } from './dependency-plugins.js';
import { optionsIn, type VitePluginOptions } from './options.js';

/** Packages that Vite need not bundle beforehand: their modules are few, and ES modules already. */
const OWN_PACKAGES = ['@coroscope/runtime', '@coroscope/browser'];

/** Instruments the modules of each environment as the options say for it. */
export function instrumentPlugin(options: VitePluginOptions): Plugin {
  let hasRolldown = false;
  return {
    name: 'coroscope',
    enforce: 'post',
    config({ root = '.' }) {
      checkToolVersion(PACKAGE, SUPPORTED_TOOLS.vite, this?.meta?.viteVersion);
      hasRolldown = 'rolldownVersion' in this.meta;
      const config: UserConfig = {
        optimizeDeps: {
          exclude: OWN_PACKAGES,
          ...dependencyPlugins(options, resolve(root), hasRolldown),
        },
      };
      return config;
    },
    applyToEnvironment({ name, config }) {
      const own = optionsIn(name, options);
      // Where Rollup builds, CommonJS has become ES modules before our turn; in development nothing handles it.
      const hasCommonJs = hasRolldown && config.command === 'build';
      return own ? environmentPlugin(own, config, hasCommonJs) : false;
    },
  };
}

/** The plugin of one environment, for which Vite calls no hooks of configuration. */
function environmentPlugin(
  options: PluginOptions,
  { root, cacheDir }: Pick<ResolvedConfig, 'root' | 'cacheDir'>,
  hasCommonJs: boolean,
): Plugin {
  const host: Host = {
    root,
    cache: cacheDir,
    hasCommonJs,
    composesMaps: true,
    earlierMap: combinedMap,
  };
  const create = createVitePlugin((own: PluginOptions) => createPlugin(own, host));
  return create(options) as Plugin;
}
