import type { EncodedSourceMap } from '@jridgewell/remapping';
import { instrumentFile, type InstrumentedFile } from './instrument.js';
import { checkTransformOptions, type TransformOptions } from './options.js';
import { parseFile } from './parse/parse-file.js';
import { TransformError } from './parse/transform-error.js';
import { composeMaps } from './print/compose-maps.js';
import { print } from './print/print.js';
import { EditedNodes } from './ast/edited-nodes.js';

export interface TransformResult {
  code: string;
  /** The map from `code` to what the user wrote; null where none was asked for. */
  map: EncodedSourceMap | null;
  /** Null where the file is left as it was: see `instrument`. */
  metadata: InstrumentedFile | null;
}

/**
 * Instruments the text of a file. Every statement stays on its line.
 *
 * @throws TransformError for a file that can't be instrumented; Error for an option that does not
 * exist
 *
 * @example
 * const { code } = transform('export const f = async () => await g();', { filename: 'f.js' });
 */
export function transform(code: string, options: TransformOptions = {}): TransformResult {
  checkTransformOptions(options);
  const { filename = 'unknown', inputSourceMap, sourceMap = true } = options;
  try {
    const ast = parseFile(code, filename, options);
    const sourceType = options.sourceType === 'commonjs' ? 'commonjs' : ast.program.sourceType;
    const edited = new EditedNodes();
    const metadata = instrumentFile(ast, { ...options, code }, sourceType, edited);
    if (metadata === null) return { code, map: null, metadata };
    const printed = print(ast, code, filename, edited, {
      sourceMap: sourceMap !== false,
      hasMarks: options.sourceText ?? false,
    });
    const map =
      printed.map && inputSourceMap && sourceMap === true
        ? composeMaps(printed.map, inputSourceMap)
        : printed.map;
    return { code: printed.code, map, metadata };
  } catch (error) {
    throw error instanceof TransformError ? error : unexpected(error, filename);
  }
}

/** The walk and the printer are recursive; any other error is a bug of the transform. */
function unexpected(error: unknown, filename: string): TransformError {
  const reason =
    error instanceof RangeError
      ? 'The code is nested too deeply to be walked. Leave the file out.'
      : `Instrumenting failed (${String(error)}). Leave the file out, and report it.`;
  return new TransformError(reason, filename, 0, 0, { cause: error });
}
