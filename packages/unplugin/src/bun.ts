export { default } from './bundlers/bun.js';
export type { PluginOptions } from './plugin/options.js';
