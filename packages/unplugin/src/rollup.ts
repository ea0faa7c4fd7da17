export { default } from './bundlers/rollup.js';
export type { PluginOptions } from './plugin/options.js';
