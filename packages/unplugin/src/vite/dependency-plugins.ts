import { cacheKey } from '@coroscope/adapter';
import type { Plugin } from 'vite';
import createEsbuildPlugin from '../bundlers/esbuild.js';
import type { PluginOptions } from '../plugin/options.js';
import createRolldownPlugin from '../bundlers/rolldown.js';
import { optionsIn, type VitePluginOptions } from './options.js';

/** The configuration by which dependencies of pages are instrumented when Vite bundles them beforehand. */
export function dependencyPlugins(options: VitePluginOptions, root: string, hasRolldown: boolean) {
  const wanted = dependencyOptions(options);
  if (!wanted) return {};
  const own = { cwd: root, ...wanted };
  return hasRolldown
    ? { rolldownOptions: { plugins: [createRolldownPlugin(own)] } }
    : { esbuildOptions: { plugins: [createEsbuildPlugin(own)] } };
}

/**
 * A plugin that only has a name, which depends on the options and the version: Vite keeps bundled
 * dependencies from one run to the next unless the names of plugins change.
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
