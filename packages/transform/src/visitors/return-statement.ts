import type * as t from '@babel/types';
import { mappedTo } from '../ast/location.js';
import { mayBePromise } from '../ast/may-be-promise.js';
import { lastPosition } from '../ast/last-position.js';
import { siteProbe } from '../emit/probes.js';
import type { FileState } from '../walk/file-state.js';
import { addSite, addSuspension } from '../walk/sites.js';
import { visit } from '../walk/visit.js';
import { visitLoweredReturn } from './lowered-yield.js';
import { exitBeforeReturn } from './program.js';

/**
 * Reports what a coroutine returns.
 *
 * @example
 * return x;
 * // becomes, in an async function
 * return $c.returned($f, 0, x);
 * // and in an async generator, where the language awaits what is returned
 * return $c.suspend($f, 0, x);
 */
export function visitReturnStatement(node: t.ReturnStatement, file: FileState): t.Node {
  if (node.argument) node.argument = visitReturned(node, node, node.argument, file);
  return file.frame.kind === 'module' ? exitBeforeReturn(node, file) : node;
}

/** Visits the value that `parent` returns, and returns the expression that replaces it. */
export function visitReturned(
  parent: t.Node,
  position: t.Node,
  value: t.Expression,
  file: FileState,
): t.Expression {
  const { frame } = file;
  if (frame.isLowered && frame.metadata !== null && value.type === 'YieldExpression') {
    return visitLoweredReturn(value, position, file);
  }
  let site = -1;
  let waitsAt = null;
  if (frame.metadata !== null) {
    // Where it was lowered, and does not await by a `yield`, a helper awaits after the generator has ended.
    if (frame.kind === 'asyncGenerator' && !frame.isLowered) {
      site = addSuspension(file, 'return', position);
      waitsAt = lastPosition(value, position, file.code);
    } else if (frame.kind === 'async' && mayBePromise(value)) {
      site = addSite(file, 'return', position);
      frame.promiseReturns++;
    }
  }
  file.ancestors.push(parent);
  const replacement = visit(value, file) as t.Expression;
  file.ancestors.pop();
  if (site < 0) return replacement;
  const result = siteProbe(file, 'return', site, replacement);
  if (waitsAt) return mappedTo(waitsAt, result);
  result.loc = value.loc;
  return result;
}
