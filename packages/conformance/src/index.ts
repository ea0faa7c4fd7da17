export { conformance, type ConformanceCase, type TransformFunction } from './conformance.js';
export { createProgramRunner, type ProgramRunner } from './run-program.js';
