import remapping, { type EncodedSourceMap } from '@jridgewell/remapping';
import { TransformError } from './errors.js';
import { instrumentFile, type InstrumentedFile } from './instrument.js';
import { checkTransformOptions, type TransformOptions } from './options.js';
import { parseFile } from './parse.js';
import { print } from './print.js';

export interface TransformResult {
  code: string;
  /** From `code` to what the user wrote; null where no map was asked for. */
  map: EncodedSourceMap | null;
  /** Null where the file says that it is not to be instrumented, has been, or holds nothing to be. */
  metadata: InstrumentedFile | null;
}

/**
 * Instruments the text of a file. Lines stay where they are.
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
    const metadata = instrumentFile(ast, { ...options, code }, sourceType);
    if (metadata === null) return { code, map: null, metadata };
    const printed = print(ast, code, filename, {
      sourceMap: sourceMap !== false,
      hasMarks: options.sourceText ?? false,
    });
    const map =
      printed.map && sourceMap === true ? compose(printed.map, inputSourceMap) : printed.map;
    return { code: printed.code, map, metadata };
  } catch (error) {
    throw error instanceof TransformError ? error : unforeseen(error, filename);
  }
}

/** The walk and the printer are recursive; everything else that they throw is a mistake of ours. */
function unforeseen(error: unknown, filename: string): TransformError {
  const reason =
    error instanceof RangeError
      ? 'The code is nested too deeply to be walked. Leave the file out.'
      : `Instrumenting failed (${String(error)}). Leave the file out, and report it.`;
  return new TransformError(reason, filename, 0, 0, { cause: error });
}

function compose(
  map: EncodedSourceMap,
  inputSourceMap: TransformOptions['inputSourceMap'],
): EncodedSourceMap {
  if (!inputSourceMap) return map;
  let isFirst = true;
  return remapping(map as never, () => {
    // Only the code that was given to us has a map; what it came from is what the user wrote.
    const input = isFirst ? inputSourceMap : null;
    isFirst = false;
    return input as never;
  }) as EncodedSourceMap;
}
