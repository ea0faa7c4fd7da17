import type * as t from '@babel/types';
import type { FileState } from '../walk/file-state.js';
import { visitChildren } from '../walk/visit.js';

/**
 * Visits a node that no leaf contains. Calls, loops, classes and suspensions have visitors of their
 * own, which record the same.
 *
 * @example
 * (x) => new Date(x) // is timed, not just counted
 */
export function visitNonLeaf(node: t.Node, file: FileState): t.Node {
  file.frame.isLeaf = false;
  return visitChildren(node, file);
}
