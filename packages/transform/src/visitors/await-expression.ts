import type * as t from '@babel/types';
import { lastPosition } from '../ast/last-position.js';
import { mappedTo } from '../ast/location.js';
import { siteProbe } from '../emit/probes.js';
import { resumed } from '../emit/resumed.js';
import type { FileState } from '../walk/file-state.js';
import { addSuspension } from '../walk/sites.js';
import { visitChildren } from '../walk/visit.js';

/**
 * Suspends once the operand is evaluated, and resumes with the result.
 *
 * @example
 * await x
 * // becomes
 * $c?.resumed($f, await $c.suspend($f, 0, x))
 */
export function visitAwaitExpression(node: t.AwaitExpression, file: FileState): t.Node {
  if (file.frame.metadata === null) return visitChildren(node, file);
  const site = addSuspension(file, 'await', node);
  // The language reads `then` of the operand where the last operation before it was.
  const position = lastPosition(node.argument, node, file.code) ?? node;
  visitChildren(node, file);
  node.argument = mappedTo(position, siteProbe(file, 'await', site, node.argument));
  return resumed(node, file);
}
