export { default } from './plugin/plugin.js';
export type { CoroscopeMatchers } from './matcher-types.js';
export type { CoroscopeOptions } from './plugin/options.js';
