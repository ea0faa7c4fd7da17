import { resolve } from 'node:path';
import { createVitePlugin } from 'unplugin';
import type { Plugin, ResolvedConfig, UserConfig } from 'vite';
import { cacheKey } from '../cache-key.js';
import { createPlugin } from '../plugin.js';
import type { PluginOptions } from '../options.js';
import createRolldownPlugin from '../rolldown.js';
import createEsbuildPlugin from '../esbuild.js';
import { combinedMap } from '../rollup-like.js';
import { checkVersion } from '../supported-versions.js';
import { optionsIn, type VitePluginOptions } from './options.js';

/** Its modules are few and are modules already: there is nothing to optimize, and nothing to cache. */
const OWN_PACKAGES = ['@coroscope/runtime', '@coroscope/browser'];

/** Instruments the modules of each environment as the options say for it. */
export function instrumentPlugin(options: VitePluginOptions): Plugin {
  return {
    name: 'coroscope',
    enforce: 'post',
    config({ root = '.' }) {
      checkVersion('Vite', this?.meta?.viteVersion);
      const config: UserConfig = {
        optimizeDeps: {
          exclude: OWN_PACKAGES,
          ...dependencyPlugins(options, resolve(root), 'rolldownVersion' in this.meta),
        },
      };
      return config;
    },
    applyToEnvironment({ name, config }) {
      const own = optionsIn(name, options);
      return own ? environmentPlugin(own, config) : false;
    },
  };
}

/** Of an environment alone, which Vite gives no hooks of configuration. */
function environmentPlugin(
  options: PluginOptions,
  { root, cacheDir }: Pick<ResolvedConfig, 'root' | 'cacheDir'>,
): Plugin {
  const host = {
    root,
    cache: cacheDir,
    hasCommonJs: false,
    composesMaps: true,
    earlierMap: combinedMap,
  };
  const create = createVitePlugin((own: PluginOptions) => createPlugin(own, host));
  return create(options) as Plugin;
}

/** Vite bundles dependencies of pages beforehand, where other plugins don't see them. */
function dependencyPlugins(options: VitePluginOptions, root: string, hasRolldown: boolean) {
  const wanted = dependencyOptions(options);
  if (!wanted) return {};
  const own = { cwd: root, ...wanted };
  return hasRolldown
    ? { rolldownOptions: { plugins: [createRolldownPlugin(own)] } }
    : { esbuildOptions: { plugins: [createEsbuildPlugin(own)] } };
}

/**
 * What Vite keeps of dependencies from one run to the next goes by the names of plugins, among other
 * things. The name of this one, which does nothing else, tells the options and the version.
 */
export function cacheKeyPlugin(options: VitePluginOptions): Plugin | undefined {
  const wanted = dependencyOptions(options);
  return wanted && { name: `coroscope:${cacheKey(wanted)}` };
}

/** The options for dependencies, which are left alone unless they are named. */
function dependencyOptions(options: VitePluginOptions): PluginOptions | undefined {
  const own = optionsIn('client', options);
  return own?.include === undefined ? undefined : own;
}
