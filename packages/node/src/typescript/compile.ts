import type { Instrument } from '../instrumentation/instrument.js';
import { compileWithEsbuild, compileWithEsbuildSync } from './esbuild.js';
import { compileWithMetadata, needsMetadata } from './metadata.js';
import type { ConfiguredFile } from './source-file.js';

/**
 * Compiles a file to JavaScript. It is instrumented first, so that names and positions are those of
 * the source; its source map covers both steps.
 *
 * @throws {SyntaxError} if the code does not parse
 */
export async function compile(file: ConfiguredFile, instrument: Instrument): Promise<string> {
  if (needsMetadata(file)) return instrumentCompiled(file, instrument);
  return compileWithEsbuild(instrumented(file, instrument), file.source);
}

/** The same as `compile`, but blocks this thread. */
export function compileSync(file: ConfiguredFile, instrument: Instrument): string {
  if (needsMetadata(file)) return instrumentCompiled(file, instrument);
  return compileWithEsbuildSync(instrumented(file, instrument), file.source);
}

function instrumented(file: ConfiguredFile, instrument: Instrument): ConfiguredFile {
  const source = instrument(file.source, file.path, 'unambiguous', true) ?? file.source;
  return { ...file, source };
}

/** Metadata is derived from types as they were written, by compilers that take no source map. */
function instrumentCompiled(file: ConfiguredFile, instrument: Instrument): string {
  const code = compileWithMetadata(file);
  return instrument(code, file.path, file.format, true) ?? code;
}
