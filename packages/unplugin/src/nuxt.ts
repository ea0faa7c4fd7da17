export { setupNuxt as default } from './nuxt/module.js';
export type { VitePluginOptions } from './vite/options.js';
