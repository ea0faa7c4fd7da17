import type * as t from '@babel/types';
import type { FileState } from './file-state.js';
import { visit, visitChildren } from './walk.js';

/**
 * What goes around a loop goes around its labels too, or `continue` would lose its target. So the
 * labels are handed on to the loop, which answers for the whole.
 */
export function visitLabeled(node: t.LabeledStatement, file: FileState): t.Node {
  const outermost = takeLabels(node, file);
  const { type } = node.body;
  if (type !== 'LabeledStatement' && type !== 'ForOfStatement' && type !== 'ForStatement') {
    visitChildren(node, file);
    return outermost;
  }
  file.labelled = outermost as t.LabeledStatement;
  file.ancestors.push(node);
  const result = visit(node.body, file);
  file.ancestors.pop();
  return result;
}

/** `statement` with the labels that stand before it. */
export function takeLabels(statement: t.Statement, file: FileState): t.Statement {
  const labelled = file.labelled ?? statement;
  file.labelled = null;
  return labelled;
}
