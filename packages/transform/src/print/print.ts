import type * as t from '@babel/types';
import type { EncodedSourceMap } from '@jridgewell/remapping';
import type { EditedNodes } from '../ast/edited-nodes.js';
import { Printer } from './printer.js';

/**
 * Prints an instrumented tree, with every statement on its line of the source.
 *
 * @param hasMarks whether comments were added to the tree
 */
export function print(
  ast: t.File,
  code: string,
  filename: string,
  edited: EditedNodes,
  { sourceMap, hasMarks }: { sourceMap: boolean; hasMarks: boolean },
): { code: string; map: EncodedSourceMap | null } {
  const text = new Printer(code, ast.comments ?? [], edited, { sourceMap, hasMarks }).printAll(
    ast.program,
  );
  return { code: text.toString(), map: sourceMap ? text.map(filename) : null };
}
