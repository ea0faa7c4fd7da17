/** All that parses code; see `Toolchain`. */
export { createInstrument } from './instrumentation/instrument.js';
export { compileFunction } from './typescript/compile-function.js';
export { compile, compileSync } from './typescript/compile.js';
export { formatBySyntax } from './typescript/format-by-syntax.js';
