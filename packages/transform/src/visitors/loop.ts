import type * as t from '@babel/types';
import type { FileState } from '../walk/file-state.js';
import { visitFields } from '../walk/visit.js';

/**
 * Visits a loop that is not rewritten itself: its sites are in a loop, and no leaf contains it.
 *
 * @example
 * while (more()) await next(); // the site of `await` is marked as in a loop
 */
export function visitLoop(
  node: t.WhileStatement | t.DoWhileStatement | t.ForInStatement,
  file: FileState,
): t.Node {
  file.frame.isLeaf = false;
  if (node.type === 'ForInStatement') {
    visitFields(node, ['right'], file);
    visitRepeated(node, ['left', 'body'], file);
  } else {
    visitRepeated(node, ['test', 'body'], file);
  }
  return node;
}

/** Visits the fields of a loop that run more than once. */
export function visitRepeated(node: t.Loop, keys: readonly string[], file: FileState): void {
  file.frame.loopDepth++;
  visitFields(node, keys, file);
  file.frame.loopDepth--;
}
