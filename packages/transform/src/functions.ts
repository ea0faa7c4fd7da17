import type * as t from '@babel/types';
import type { FunctionKind } from '@coroscope/runtime/contract';
import { begin, end } from './activations.js';
import { newFrame, type FileState, type FunctionRecord } from './file-state.js';
import { inBlock } from './hoisting.js';
import { countCalls } from './leaves.js';
import { block, numericLiteral, returnStatement, tryFinally } from './nodes.js';
import type { Origin } from './origins.js';
import { qualifiedName } from './qualified-names.js';
import { isShipped } from './shipped.js';
import { forgetReturn } from './resumption.js';
import { markSource } from './source-text.js';
import { rewriteReturned } from './suspensions.js';
import { visitChildren, visitFields } from './walk.js';
import { hasWithStatement } from './with.js';

/** What has a body that runs on its own; a static block is called once, by its class. */
export type FunctionNode =
  | t.FunctionDeclaration
  | t.FunctionExpression
  | t.ArrowFunctionExpression
  | t.ObjectMethod
  | t.ClassMethod
  | t.ClassPrivateMethod
  | t.StaticBlock;

/**
 * @example
 * function f(list) { 'use strict'; return list.map(g); }
 * // becomes
 * function f(list) {
 *   'use strict';
 *   const $f = $c.on ? $c.enter($b(1)) : 0;
 *   try { return list.map(g); } finally { if ($f) $c.exit($f); }
 * }
 *
 * @example
 * async (x) => await x
 * // becomes
 * async (x) => {
 *   const $f = $c.on ? $c.open($b(1)) : null;
 *   try { return $c.resumed($f, await $c.suspend($f, 0, x)); } finally { if ($f) $c.close($f); }
 * }
 */
export function rewriteFunction(node: FunctionNode, file: FileState): t.Node {
  // A computed key and decorators run outside of the function.
  if ('computed' in node && node.computed) visitFields(node, ['key'], file);
  if ('decorators' in node && node.decorators) visitFields(node, ['decorators'], file);
  if (isShipped(node)) return node;

  const outer = file.frame;
  const kind = kindOf(node);
  const origin = node.loc ? file.origins.of(node.loc.start) : null;
  const { name, path } = qualifiedName(node, file);
  const record = origin && isInstrumented(node, kind, file) ? describe(kind, name, origin) : null;
  if (record !== null) file.functions.push(record);

  // What an earlier transform has generated is nobody's, and stands in nobody's name.
  file.frame = newFrame(kind, record && record.metadata, origin ? path : outer.path);
  const { body } = node;
  if (node.type === 'StaticBlock') {
    visitFields(node, ['body'], file);
  } else {
    visitFields(node, ['params'], file);
    file.frame.isBusy = false;
    if (node.body.type === 'BlockStatement') visitFields(node, ['body'], file);
    else node.body = rewriteReturned(node, node.body, node.body, file);
  }
  if (record !== null) rewriteBody(node, body, record, file);
  markSource(node, file);
  file.frame = outer;
  return node;
}

/** `async do { … }` awaits on its own account: it is no part of the function around it. */
export function visitDo(node: t.DoExpression, file: FileState): t.Node {
  if (!node.async) return visitChildren(node, file);
  const outer = file.frame;
  outer.isBusy = true;
  file.frame = newFrame('async', null, outer.path);
  visitChildren(node, file);
  file.frame = outer;
  return node;
}

/** @param body as it was written */
function rewriteBody(
  node: FunctionNode,
  body: FunctionNode['body'],
  record: FunctionRecord,
  file: FileState,
): void {
  const { frame, settings } = file;
  const isLeaf = frame.kind === 'function' && !frame.isBusy;
  if (isLeaf && settings.leaves === 'skip') {
    file.functions.splice(file.functions.lastIndexOf(record), 1);
    return;
  }
  const statements = statementsOf(node, body);
  if (isLeaf && settings.leaves === 'count') {
    record.metadata.counted = true;
    statements.unshift(countCalls(record, file));
    return;
  }
  const params = node.type === 'StaticBlock' ? [] : node.params;
  const ending = tryFinally(inBlock(params, statements.splice(0), file), [end(file)]);
  if (frame.replaceable > 0) ending.handler = forgetReturn(file);
  statements.push(begin(record, file), ending);
}

/** The list of a body's statements; the expression that is an arrow function's becomes one. */
function statementsOf(node: FunctionNode, body: FunctionNode['body']): t.Statement[] {
  if (node.type === 'StaticBlock') return node.body;
  if (node.body.type !== 'BlockStatement') {
    node.body = blockReturning(node.body, body as t.Expression, node.end);
    (node as t.ArrowFunctionExpression).expression = false;
  }
  return (node.body as t.BlockStatement).body;
}

/**
 * Stands where the value stood, with the parentheses that may have been around it. Its comments go
 * before the block, for it to stay on its line.
 */
function blockReturning(
  value: t.Expression,
  original: t.Expression,
  end: t.Node['end'],
): t.BlockStatement {
  const statement = returnStatement(value);
  const result = block([statement]);
  statement.loc = result.loc = value.loc;
  result.start = (original.extra?.parenStart as number | undefined) ?? original.start;
  result.end = end;
  result.leadingComments = value.leadingComments;
  value.leadingComments = null;
  return result;
}

function kindOf(node: FunctionNode): FunctionKind {
  if (node.type === 'StaticBlock') return 'function';
  if (node.generator) return node.async ? 'asyncGenerator' : 'generator';
  return node.async ? 'async' : 'function';
}

function isInstrumented(node: FunctionNode, kind: FunctionKind, file: FileState): boolean {
  if (file.ignoring > 0 || !file.settings.kinds.has(kind)) return false;
  if (file.hints !== null && file.hints.covers(node)) return false;
  return kind === 'function' || !file.hasWith || !hasWithStatement(node);
}

function describe(kind: FunctionKind, name: string, origin: Origin): FunctionRecord {
  const { source, line, column } = origin;
  const metadata = { name, kind, source, line, column, counted: false };
  return { metadata, index: numericLiteral(0) };
}
