export { default } from './turbopack/loader.js';
export type { PluginOptions as LoaderOptions } from './plugin/options.js';
