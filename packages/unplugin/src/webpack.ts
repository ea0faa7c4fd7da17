import { createWebpackPlugin, type UnpluginContextMeta } from 'unplugin';
import type { PluginOptions } from './options.js';
import { checkVersion } from './supported-versions.js';
import { createWebpackLikePlugin } from './webpack-like.js';

export type { PluginOptions } from './options.js';

/**
 * The plugin for webpack.
 *
 * @throws Error for an option that does not exist, or a value that it can't have
 */
export default createWebpackPlugin((options: PluginOptions = {}, meta) => {
  const { compiler } = (meta as UnpluginContextMeta & { framework: 'webpack' }).webpack;
  checkVersion('webpack', compiler.webpack?.version);
  return createWebpackLikePlugin(options, compiler);
});
