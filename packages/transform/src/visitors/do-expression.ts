import type * as t from '@babel/types';
import type { FileState } from '../walk/file-state.js';
import { newFrame } from '../walk/frame.js';
import { visitChildren } from '../walk/visit.js';

/**
 * Leaves an `async do` alone: it awaits apart from the function around it.
 *
 * @example
 * const a = async do { await x; }; // unchanged
 */
export function visitDoExpression(node: t.DoExpression, file: FileState): t.Node {
  if (!node.async) return visitChildren(node, file);
  const outer = file.frame;
  outer.isLeaf = false;
  file.frame = newFrame('async', null, outer.path);
  visitChildren(node, file);
  file.frame = outer;
  return node;
}
