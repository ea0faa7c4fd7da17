import type esbuild from 'esbuild';
import { createRequire } from 'node:module';
import { toSyntaxError, type Compilation } from './compile.js';

let loaded: typeof esbuild | undefined;

/**
 * Compiles at once, in this thread. esbuild is loaded when it is first needed.
 *
 * @throws {SyntaxError} if the code does not parse
 */
export function compileSync(compilation: Compilation, path: string): string {
  // esbuild starts a worker thread of its own, which must not take itself for one of the program's.
  const { NODE_OPTIONS } = process.env;
  delete process.env.NODE_OPTIONS;
  try {
    loaded ??= createRequire(import.meta.url)('esbuild') as typeof esbuild;
    return loaded.transformSync(...compilation).code;
  } catch (error) {
    throw toSyntaxError(error, path);
  } finally {
    if (NODE_OPTIONS !== undefined) process.env.NODE_OPTIONS = NODE_OPTIONS;
  }
}
