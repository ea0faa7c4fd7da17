import type * as t from '@babel/types';
import { tryFinally } from '../ast/builders.js';
import { isAwaitUsing, isFunction } from '../ast/predicates.js';
import { withDisposals } from '../emit/disposal.js';
import { resume } from '../emit/probes.js';
import type { FileState } from '../walk/file-state.js';
import { visitChildren } from '../walk/visit.js';

/**
 * Replaces the `using` declarations of a block, once all that follows them has been visited.
 *
 * @example
 * { await using r = open(); }
 * // becomes
 * {
 *   try {
 *     const $t1 = open();
 *     await using $t2 = $c.dispose($f, 0, $t1);
 *     const r = $t1;
 *   } finally { $c.resume($f); }
 * }
 */
export function visitBlockStatement(node: t.BlockStatement, file: FileState): t.Node {
  const { frame, disposals } = file;
  const { promiseReturns } = frame;
  const parent = file.ancestors[file.ancestors.length - 1]!;
  visitChildren(node, file);
  if (disposals.size === 0 || !node.body.some((statement) => disposals.has(statement))) return node;
  if (frame.promiseReturns > promiseReturns) frame.overridableReturns++;
  const awaits = node.body.some(isAwaitUsing);
  node.body = withDisposals(node.body, file);
  // The body of a function ends in a probe that resumes anyway.
  const isFunctionBody = isFunction(parent) && parent.body === node;
  if (awaits && !isFunctionBody) node.body = [tryFinally(node.body, [resume(file)])];
  return node;
}
