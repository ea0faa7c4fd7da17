import { createRspackPlugin, type UnpluginContextMeta } from 'unplugin';
import type { PluginOptions } from './options.js';
import { checkVersion } from './supported-versions.js';
import { createWebpackLikePlugin } from './webpack-like.js';

export type { PluginOptions } from './options.js';

/**
 * The plugin for Rspack.
 *
 * @throws Error for an option that does not exist, or a value that it can't have
 */
export default createRspackPlugin((options: PluginOptions = {}, meta) => {
  const { compiler } = (meta as UnpluginContextMeta & { framework: 'rspack' }).rspack;
  checkVersion('Rspack', compiler.rspack?.rspackVersion);
  return createWebpackLikePlugin(options, compiler);
});
