import {
  instrumentOptions,
  readInputMap,
  sourceMapComment,
  type EncodedSourceMap,
} from '@coroscope/adapter';
import { transform, TransformError } from '@coroscope/transform';
import { oneLine } from '../messages/one-line.js';
import type { NodeOptions } from '../options/node-options.js';
import { withoutTextOfFile } from './without-text-of-file.js';

export type SourceType = 'module' | 'commonjs' | 'unambiguous';

/**
 * Instruments a file; returns undefined where it has to run as it is: because it is not selected, or
 * because the transform can't handle it, which is reported once.
 *
 * @param needsMap whether the result carries its source map
 */
export type Instrument = (
  code: string,
  path: string,
  sourceType: SourceType,
  needsMap: boolean,
) => string | undefined;

/** What is noticed while a file is instrumented. */
export interface InstrumentObserver {
  warn(message: string): void;
  /** Called where it fails for a reason that need not be in the file: what comes of it is not to be kept. */
  onUnexpected(): void;
  /** Called with the source map that a file carries. */
  onInputMap(map: EncodedSourceMap): void;
}

/**
 * Instrumented code reaches the runtime through its global, which exists before the first file is
 * loaded. So the program's module graph, `require.cache` and `module.children` stay what they were,
 * and code works whichever module system the file turns out to be written for.
 */
export function createInstrument(options: NodeOptions, observer: InstrumentObserver): Instrument {
  return (code, path, sourceType, needsMap) => {
    try {
      const inputSourceMap = readInputMap(code, path);
      const result = transform(code, {
        filename: path,
        sourceType,
        runtime: 'global',
        ...instrumentOptions(options),
        inputSourceMap,
        sourceMap: needsMap,
        onWarning: (message) => observer.warn(message),
      });
      if (inputSourceMap) observer.onInputMap(inputSourceMap);
      if (!result.map) return result.code;
      // The last comment counts; an earlier one may be part of a string of the program.
      return `${result.code}\n${sourceMapComment(withoutTextOfFile(result.map, code, path))}\n`;
    } catch (error) {
      if (isUnexpected(error)) observer.onUnexpected();
      observer.warn(`not instrumented: ${oneLine(error, path)}`);
      return undefined;
    }
  };
}

/** A deep stack of the program, for instance; its syntax stays what it is. */
function isUnexpected(error: unknown): boolean {
  if (!(error instanceof TransformError)) return true;
  return error.cause !== undefined && !(error.cause instanceof SyntaxError);
}
