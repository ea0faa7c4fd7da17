import type * as t from '@babel/types';
import { probe, siteProbe } from './emit.js';
import { addSite, leaveStack, type FileState } from './file-state.js';
import { exitBeforeReturn } from './modules.js';
import { mayBePromise } from './promises.js';
import { visit, visitChildren } from './walk.js';

/**
 * @example
 * await x
 * // becomes
 * $c.resumed($f, await $c.suspend($f, 0, x))
 */
export function rewriteAwait(node: t.AwaitExpression, file: FileState): t.Node {
  if (file.frame.metadata === null) return visitChildren(node, file);
  const site = leaveStack(file, 'await', node);
  visitChildren(node, file);
  node.argument = siteProbe(file, 'suspend', site, node.argument);
  return resumed(node, file);
}

/**
 * @example
 * yield x;
 * yield* y;
 * // becomes, in a generator
 * $c.resumed($f, yield $c.pause($f, 0, x));
 * $c.resumed($f, yield* $c.delegate($f, 1, y));
 * // and in an async generator
 * $c.resumed($f, yield $c.pauseAsync($f, 0, x));
 * $c.resumed($f, yield* $c.delegateAsync($f, 1, y));
 */
export function rewriteYield(node: t.YieldExpression, file: FileState): t.Node {
  if (file.frame.metadata === null) return visitChildren(node, file);
  const isAsync = file.frame.kind === 'asyncGenerator';
  const site = leaveStack(file, node.delegate ? 'yield*' : 'yield', node);
  visitChildren(node, file);
  const name = node.delegate
    ? isAsync
      ? 'delegateAsync'
      : 'delegate'
    : isAsync
      ? 'pauseAsync'
      : 'pause';
  const argument = siteProbe(file, name, site, node.argument);
  if (!node.argument) argument.start = argument.end = node.end;
  node.argument = argument;
  return resumed(node, file);
}

/** The call stands where the expression stood, for coverage and stack traces, with its comments. */
function resumed(node: t.Expression, file: FileState): t.Node {
  const result = probe(file, 'resumed', node);
  result.loc = node.loc;
  result.leadingComments = node.leadingComments;
  node.leadingComments = null;
  return result;
}

/**
 * @example
 * return x;
 * // becomes, in an async function
 * return $c.returned($f, 0, x);
 * // and in an async generator, where the language awaits what is returned
 * return $c.suspend($f, 0, x);
 */
export function rewriteReturn(node: t.ReturnStatement, file: FileState): t.Node {
  if (node.argument) node.argument = rewriteReturned(node, node, node.argument, file);
  return file.frame.kind === 'module' ? exitBeforeReturn(node, file) : node;
}

/** Visits the value that `parent` returns, and gives the expression that takes its place. */
export function rewriteReturned(
  parent: t.Node,
  position: t.Node,
  value: t.Expression,
  file: FileState,
): t.Expression {
  const { frame } = file;
  let site = -1;
  if (frame.metadata !== null) {
    if (frame.kind === 'asyncGenerator') site = leaveStack(file, 'return', position);
    else if (frame.kind === 'async' && mayBePromise(value)) {
      site = addSite(file, 'return', position);
      frame.returns++;
    }
  }
  file.ancestors.push(parent);
  const rewritten = visit(value, file) as t.Expression;
  file.ancestors.pop();
  if (site < 0) return rewritten;
  const name = frame.kind === 'async' ? 'returned' : 'suspend';
  const result = siteProbe(file, name, site, rewritten);
  result.loc = value.loc;
  return result;
}
