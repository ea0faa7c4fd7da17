export { default } from './bundlers/esbuild.js';
export type { PluginOptions } from './plugin/options.js';
