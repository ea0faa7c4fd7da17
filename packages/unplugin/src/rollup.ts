import { createRollupPlugin } from 'unplugin';
import type { PluginOptions } from './options.js';
import { createRollupLikePlugin } from './rollup-like.js';
import { checkVersion } from './supported-versions.js';

export type { PluginOptions } from './options.js';

/**
 * The plugin for Rollup.
 *
 * @throws Error for an option that does not exist, or a value that it can't have
 */
export default createRollupPlugin((options: PluginOptions = {}) => ({
  ...createRollupLikePlugin(options, false),
  rollup: {
    buildStart() {
      checkVersion('Rollup', this.meta.rollupVersion, this.warn);
    },
  },
}));
