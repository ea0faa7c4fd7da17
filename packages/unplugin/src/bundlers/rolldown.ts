import { checkToolVersion, SUPPORTED_TOOLS } from '@coroscope/adapter';
import { createRolldownPlugin } from 'unplugin';
import { createRollupLikePlugin } from './rollup-like.js';
import { PACKAGE, type PluginOptions } from '../plugin/options.js';

/**
 * The plugin for Rolldown.
 *
 * @throws Error for an option that does not exist or has a value it can't have
 */
export default createRolldownPlugin((options: PluginOptions = {}) => ({
  ...createRollupLikePlugin(options, true),
  rolldown: {
    buildStart() {
      checkToolVersion(PACKAGE, SUPPORTED_TOOLS.rolldown, this.meta.rolldownVersion, this.warn);
    },
  },
}));
