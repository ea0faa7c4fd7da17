/** All that profiling a thread takes at its start; the rest is loaded when it is needed. */
export { hookBun } from './hooks/bun-host.js';
export { startProfiling } from './process/start-profiling.js';
