export { CoroscopeError } from './coroscope-error.js';
export { launch, type ProgramEnd } from './launch.js';
export type { NodeOptions } from './options.js';
