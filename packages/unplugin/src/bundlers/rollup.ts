import { checkToolVersion, SUPPORTED_TOOLS } from '@coroscope/adapter';
import { createRollupPlugin } from 'unplugin';
import { createRollupLikePlugin } from './rollup-like.js';
import { PACKAGE, type PluginOptions } from '../plugin/options.js';

/**
 * The plugin for Rollup.
 *
 * @throws Error for an option that does not exist or has a value it can't have
 */
export default createRollupPlugin((options: PluginOptions = {}) => ({
  ...createRollupLikePlugin(options, false),
  rollup: {
    buildStart() {
      checkToolVersion(PACKAGE, SUPPORTED_TOOLS.rollup, this.meta.rollupVersion, this.warn);
    },
  },
}));
