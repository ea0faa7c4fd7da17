export { default } from './bundlers/rolldown.js';
export type { PluginOptions } from './plugin/options.js';
