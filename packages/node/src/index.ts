export { defaultProfileFile } from './process/default-file.js';
export { CoroscopeError } from './messages/coroscope-error.js';
export { whyNothing } from './messages/nothing-instrumented.js';
export { launch, type ProgramEnd } from './process/launch.js';
export { recoverRuns } from './process/recover-runs.js';
export type { NodeOptions } from './options/node-options.js';
export type { Program } from './process/program.js';
