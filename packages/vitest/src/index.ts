export { default } from './plugin.js';
export type { CoroscopeMatchers } from './matcher-types.js';
export type { CoroscopeOptions } from './options.js';
