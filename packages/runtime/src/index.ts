export type { ClockOption } from './clock.js';
export type * from './document.js';
export * from './metadata.js';
export type { KnownFunction } from './names.js';
export type { Probes } from './probes.js';
export type { Profiler, RunResult, StartOptions } from './profiler.js';
export { probes, profiler, thread } from './shared.js';
export * from './trace-format.js';
export type { Window } from './window.js';
