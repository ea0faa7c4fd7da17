import type * as t from '@babel/types';
import type { FileState } from '../walk/file-state.js';
import { visit, visitChildren } from '../walk/visit.js';

/**
 * Hands the labels of a loop to its visitor, which returns the replacement of the whole statement.
 * Between a loop and its labels nothing can be inserted, since `continue` would lose its target.
 *
 * @example
 * outer: for await (const y of x) continue outer;
 * // becomes
 * try {
 *   outer: for await (const y of [$c?.iterate($f, 0, x)][0]) { $c.resume($f); continue outer; }
 * } finally { $c.resume($f); }
 */
export function visitLabeledStatement(node: t.LabeledStatement, file: FileState): t.Node {
  const outermost = takeLabels(node, file);
  const { type } = node.body;
  if (type !== 'LabeledStatement' && type !== 'ForOfStatement' && type !== 'ForStatement') {
    visitChildren(node, file);
    return outermost;
  }
  file.outermostLabel = outermost as t.LabeledStatement;
  file.ancestors.push(node);
  const result = visit(node.body, file);
  file.ancestors.pop();
  return result;
}

/**
 * Takes over the labels before a statement.
 *
 * @returns the statement with its labels
 */
export function takeLabels(statement: t.Statement, file: FileState): t.Statement {
  const labeled = file.outermostLabel ?? statement;
  file.outermostLabel = null;
  return labeled;
}
