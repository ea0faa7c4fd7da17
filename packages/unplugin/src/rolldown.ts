import { createRolldownPlugin } from 'unplugin';
import type { PluginOptions } from './options.js';
import { createRollupLikePlugin } from './rollup-like.js';
import { checkVersion } from './supported-versions.js';

export type { PluginOptions } from './options.js';

/**
 * The plugin for Rolldown.
 *
 * @throws Error for an option that does not exist, or a value that it can't have
 */
export default createRolldownPlugin((options: PluginOptions = {}) => ({
  ...createRollupLikePlugin(options, true),
  rolldown: {
    buildStart() {
      checkVersion('Rolldown', this.meta.rolldownVersion, this.warn);
    },
  },
}));
