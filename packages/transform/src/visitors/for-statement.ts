import type * as t from '@babel/types';
import { block, tryFinally } from '../ast/builders.js';
import { isUsing } from '../ast/predicates.js';
import { disposalStatements } from '../emit/disposal.js';
import { resume } from '../emit/probes.js';
import type { FileState } from '../walk/file-state.js';
import { visitFields } from '../walk/visit.js';
import { takeLabels } from './labeled-statement.js';
import { visitRepeated } from './loop.js';
import { visitUsing } from './variable-declaration.js';

/**
 * Takes a `using` out of the head of a loop.
 *
 * @example
 * for (await using r = open(); r.more; ) use(r);
 * // becomes
 * try {
 *   const $t1 = open();
 *   await using $t2 = $c.dispose($f, 0, $t1);
 *   const r = $t1;
 *   for (; r.more; ) use(r);
 * } finally { $c.resume($f); }
 */
export function visitForStatement(node: t.ForStatement, file: FileState): t.Node {
  const { frame } = file;
  frame.isLeaf = false;
  const labeled = takeLabels(node, file);
  const { promiseReturns } = frame;
  const { init } = node;
  if (!init || !isUsing(init) || frame.metadata === null) {
    visitFields(node, ['init'], file);
    visitRepeated(node, ['test', 'update', 'body'], file);
    return labeled;
  }
  const disposal = visitUsing(init, file);
  node.init = null;
  visitRepeated(node, ['test', 'update', 'body'], file);
  if (frame.promiseReturns > promiseReturns) frame.overridableReturns++;
  const statements = [...disposalStatements(disposal, file), labeled];
  return init.kind === 'await using' ? tryFinally(statements, [resume(file)]) : block(statements);
}
