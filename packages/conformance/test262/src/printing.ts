import { TransformError } from '../../../transform/src/errors.js';
import { parseFile } from '../../../transform/src/parse.js';
import { print } from '../../../transform/src/print.js';
import { transform } from '../../../transform/src/transform.js';
import type { Variant } from './variant.js';

const PRINTED = { sourceMap: false, hasMarks: false };

/** The parser of the transform refuses the text. */
export class NotParsed extends Error {}

/**
 * The text of a test as a variant runs it.
 *
 * @throws NotParsed
 */
export function printed(
  code: string,
  filename: string,
  sourceType: 'script' | 'module',
  variant: Variant,
): string {
  const options = { filename, sourceType, syntax: { jsx: false }, sourceMap: false };
  try {
    return variant.transform === null
      ? print(parseFile(code, filename, options), code, filename, PRINTED).code
      : transform(code, { ...options, ...variant.transform }).code;
  } catch (error) {
    throw isParserError(error) ? new NotParsed(error.message) : error;
  }
}

function isParserError(error: unknown): error is TransformError {
  return error instanceof TransformError && error.cause instanceof SyntaxError;
}
