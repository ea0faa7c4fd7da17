/**
 * The formats of emitted code, profiles and traces, for tools that write or read them. It comes without
 * the engine, since a second engine beside the program's would record nothing.
 */
export type * from './format/document.js';
export * from './format/empty-tables.js';
export { encodeMetadata } from './format/encode-metadata.js';
export * from './format/kinds.js';
export * from './format/metadata.js';
export type { ProbeName } from './format/probe-name.js';
export * from './format/trace.js';
export { jsonBlock as traceBlock } from './trace/json-block.js';
