export { default } from './bundlers/webpack.js';
export type { PluginOptions } from './plugin/options.js';
