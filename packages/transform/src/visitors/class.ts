import type * as t from '@babel/types';
import { markSource } from '../emit/source-mark.js';
import type { FileState } from '../walk/file-state.js';
import { visitChildren } from '../walk/visit.js';

/**
 * Marks a class with its source text, which is that of all its members.
 *
 * @example
 * class A { m() {} }
 * // becomes, with the option `sourceText`
 * class A { /*!coroscope:1q9zk3pm:0:18*\/ m() { … } }
 */
export function visitClass(node: t.Class, file: FileState): t.Node {
  file.frame.isLeaf = false;
  visitChildren(node, file);
  markSource(node, file);
  return node;
}
