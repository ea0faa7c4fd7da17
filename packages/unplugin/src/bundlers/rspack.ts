import { checkToolVersion, SUPPORTED_TOOLS } from '@coroscope/adapter';
import { createRspackPlugin, type UnpluginContextMeta } from 'unplugin';
import { createWebpackLikePlugin } from './webpack-like.js';
import { PACKAGE, type PluginOptions } from '../plugin/options.js';

/**
 * The plugin for Rspack.
 *
 * @throws Error for an option that does not exist or has a value it can't have
 */
export default createRspackPlugin((options: PluginOptions = {}, meta) => {
  const { compiler } = (meta as UnpluginContextMeta & { framework: 'rspack' }).rspack;
  checkToolVersion(PACKAGE, SUPPORTED_TOOLS.rspack, compiler.rspack?.rspackVersion);
  return createWebpackLikePlugin(options, compiler);
});
