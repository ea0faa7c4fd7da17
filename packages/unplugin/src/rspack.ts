export { default } from './bundlers/rspack.js';
export type { PluginOptions } from './plugin/options.js';
