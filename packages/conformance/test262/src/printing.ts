import { EditedNodes } from '../../../transform/src/ast/edited-nodes.js';
import { TransformError } from '../../../transform/src/parse/transform-error.js';
import { parseFile } from '../../../transform/src/parse/parse-file.js';
import { print } from '../../../transform/src/print/print.js';
import { transform } from '../../../transform/src/transform.js';
import { NotParsed, type Printer } from './printer.js';
import { printedBySwc } from './printing-by-swc.js';

const PRINTED = { sourceMap: false, hasMarks: false };

/** By the parser and the printer of the transform. */
const printedByTransform: Printer = (code, filename, sourceType, variant) => {
  const options = { filename, sourceType, syntax: { jsx: false }, sourceMap: false };
  try {
    return variant.transform === null
      ? print(parseFile(code, filename, options), code, filename, everyNode(), PRINTED).code
      : transform(code, { ...options, ...variant.transform }).code;
  } catch (error) {
    throw isParserError(error) ? new NotParsed(error.message) : error;
  }
};

/** Has the printer walk the whole tree, where nothing is emitted, too. */
function everyNode(): EditedNodes {
  const nodes = new EditedNodes();
  nodes.addAll();
  return nodes;
}

/** What is compared is chosen for all processes at once. */
export const printed =
  process.env.COROSCOPE_TEST262_COMPILER === 'swc' ? printedBySwc : printedByTransform;

function isParserError(error: unknown): error is TransformError {
  return error instanceof TransformError && error.cause instanceof SyntaxError;
}
