import type { Instrument } from '../instrumentation/instrument.js';
import type { ForeignCompilers } from '../typescript/foreign-compilers.js';
import type { ModuleFormat } from '../typescript/module-format.js';
import type { SourceFile } from '../typescript/source-file.js';

/**
 * How code is changed between its file and Node.
 *
 * @typeParam Code a promise where the host of the hooks is asynchronous
 */
export interface CodeHooks<Code extends string | Promise<string> = string> {
  instrument: Instrument;
  /** The module system that a TypeScript or JSX file is written for. */
  formatOf: (path: string, code: string) => ModuleFormat;
  /**
   * Instruments TypeScript or JSX and compiles it to JavaScript.
   *
   * @throws {SyntaxError} if the code does not parse
   */
  compile: (file: SourceFile) => Code;
  /** Whether stack traces use source maps, so that the code that runs needs one. */
  needsMap: () => boolean;
  foreignCompilers: ForeignCompilers;
}
