import type { ModuleFormat } from './module-format.js';
import type { CompilerOptions } from './tsconfig.js';

/** A TypeScript or JSX file to compile. */
export interface SourceFile {
  source: string;
  path: string;
  /** The module system that it is written for, and compiled to. */
  format: ModuleFormat;
}

/** One with all that its compilation depends on. */
export interface ConfiguredFile extends SourceFile {
  compilerOptions: CompilerOptions;
}
