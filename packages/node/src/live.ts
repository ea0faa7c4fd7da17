/** Programs that run: what they do now, as their watchers see it. */
export { findProgram, findPrograms } from './live/find-programs.js';
export { ProgramEnded } from './live/program-ended.js';
export type { ProgramReading, RunningProgram, ThreadState } from './live/running-program.js';
