/**
 * What instrumented code, profiles and traces are made of, for those that write or read them: without
 * the engine, which would be another one than the program's.
 */
export type * from './document.js';
export * from './empty-tables.js';
export { encodeMetadata } from './encode-metadata.js';
export * from './metadata.js';
export * from './trace-format.js';
