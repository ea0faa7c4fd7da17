import type { createInstrument } from '../instrumentation/instrument.js';
import type { compile, compileSync } from './compile.js';
import type { formatBySyntax } from './format-by-syntax.js';

/** All that parses code, which is not loaded where the cache has every file. */
export interface Toolchain {
  createInstrument: typeof createInstrument;
  compile: typeof compile;
  compileSync: typeof compileSync;
  formatBySyntax: typeof formatBySyntax;
}
