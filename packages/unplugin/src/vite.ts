export { default } from './vite/plugins.js';
export type { EnvironmentOptions } from '@coroscope/adapter';
export type { PluginOptions } from './plugin/options.js';
export type { VitePluginOptions } from './vite/options.js';
