import { checkToolVersion, SUPPORTED_TOOLS } from '@coroscope/adapter';
import { createWebpackPlugin, type UnpluginContextMeta } from 'unplugin';
import { createWebpackLikePlugin } from './webpack-like.js';
import { PACKAGE, type PluginOptions } from '../plugin/options.js';

/**
 * The plugin for webpack.
 *
 * @throws Error for an option that does not exist or has a value it can't have
 */
export default createWebpackPlugin((options: PluginOptions = {}, meta) => {
  const { compiler } = (meta as UnpluginContextMeta & { framework: 'webpack' }).webpack;
  checkToolVersion(PACKAGE, SUPPORTED_TOOLS.webpack, compiler.webpack?.version);
  return createWebpackLikePlugin(options, compiler);
});
