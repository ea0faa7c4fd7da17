import type * as t from '@babel/types';
import type { FunctionKind } from '@coroscope/runtime/contract';
import { block, numericLiteral, returnStatement, tryFinally } from '../ast/builders.js';
import type { FunctionNode } from '../ast/predicates.js';
import { some } from '../ast/some.js';
import { dependencesIn } from '../dependence/find-dependences.js';
import { begin, end } from '../emit/activation.js';
import { countCalls } from '../emit/count-calls.js';
import { forgetReturnedPromise } from '../emit/forget-returned-promise.js';
import { inBlock } from '../emit/hoisting.js';
import { markSource } from '../emit/source-mark.js';
import { componentName, isComponentWrapper } from '../names/components.js';
import { qualifiedName } from '../names/qualified-name.js';
import type { Origin } from '../parse/origins.js';
import type { FileState, FunctionRecord } from '../walk/file-state.js';
import { newFrame } from '../walk/frame.js';
import { visitFields } from '../walk/visit.js';
import { visitReturned } from './return-statement.js';
import { isLoweredAwait, standInOf, visitWrapper } from './lowered-function.js';
import { isSerialized } from './serialized-functions.js';
import { hasWithStatement } from './with-statement.js';

/**
 * Enters an activation before the body of a function, and exits it however the body ends.
 *
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
 *   try { return $c?.resumed($f, await $c.suspend($f, 0, x)); } finally { if ($f) $c.close($f); }
 * }
 */
export function visitFunction(node: FunctionNode, file: FileState): t.Node {
  // A computed key and decorators run outside the function.
  if ('computed' in node && node.computed) visitFields(node, ['key'], file);
  if ('decorators' in node && node.decorators) visitFields(node, ['decorators'], file);
  if (isSerialized(node)) return node;
  if (file.lowered !== null && visitWrapper(node, file.lowered, file)) return node;

  const outer = file.frame;
  const standIn = file.lowered && standInOf(node, file);
  const kind = standIn ? standIn.kind : kindOf(node);
  const origin = standIn ? standIn.origin : originOf(node, file);
  const { name, path } = standIn ?? qualifiedName(node, file);
  const isIncluded = (standIn?.isIncluded ?? true) && isInstrumented(node, kind, file);
  const record = origin && isIncluded ? describe(kind, name, origin) : null;
  if (record !== null) file.functions.push(record);

  // A function that an earlier transform generated is not reported, and in no qualified name.
  const { body } = node;
  file.frame = newFrame(
    kind,
    record && record.metadata,
    origin ? path : outer.path,
    record && node.type !== 'StaticBlock'
      ? dependencesIn(
          node.body,
          kind,
          standIn ? isLoweredAwait(standIn.kind, file.lowered!) : undefined,
        )
      : null,
    standIn !== null,
  );
  if (node.type === 'StaticBlock') {
    visitFields(node, ['body'], file);
  } else {
    visitFields(node, ['params'], file);
    // Parameters run outside the rewritten body.
    file.frame.isLeaf = true;
    if (node.body.type === 'BlockStatement') visitFields(node, ['body'], file);
    else node.body = visitReturned(node, node.body, node.body, file);
  }
  if (record !== null) rewriteBody(node, body, record, file);
  markSource(node, file);
  file.frame = outer;
  return node;
}

/** @param body the body as it was written */
function rewriteBody(
  node: FunctionNode,
  body: FunctionNode['body'],
  record: FunctionRecord,
  file: FileState,
): void {
  const { frame, settings } = file;
  const isLeaf = frame.kind === 'function' && frame.isLeaf;
  if (isLeaf && settings.leaves === 'skip') {
    file.functions.splice(file.functions.lastIndexOf(record), 1);
    return;
  }
  file.edited.count++;
  const statements = statementsOf(node, body);
  if (isLeaf && settings.leaves === 'count') {
    record.metadata.counted = true;
    statements.unshift(countCalls(record, file));
    return;
  }
  const params = node.type === 'StaticBlock' ? [] : node.params;
  const ending = tryFinally(inBlock(params, statements.splice(0), file), [end(file)]);
  if (frame.overridableReturns > 0) ending.handler = forgetReturnedPromise(file);
  statements.push(begin(record, file), ending);
}

/** The statements of a body; where an arrow function's is an expression, it becomes a statement. */
function statementsOf(node: FunctionNode, body: FunctionNode['body']): t.Statement[] {
  if (node.type === 'StaticBlock') return node.body;
  if (node.body.type !== 'BlockStatement') {
    node.body = blockReturning(node.body, body as t.Expression, node.end);
    (node as t.ArrowFunctionExpression).expression = false;
  }
  return (node.body as t.BlockStatement).body;
}

/**
 * A block that returns a value, located where the value was, parentheses included. Its comments go
 * before the block, so that the value stays on its line.
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
  const [annotations, others] = separateAnnotations(value.leadingComments);
  result.leadingComments = others;
  value.leadingComments = annotations;
  return result;
}

/** Separates what tells bundlers that the call after it has no side effects. */
function separateAnnotations(comments: t.Node['leadingComments']) {
  const isAnnotation = ({ value }: t.Comment) => /^\s*[#@]__PURE__\s*$/.test(value);
  if (!comments?.some(isAnnotation)) return [null, comments];
  return [comments.filter(isAnnotation), comments.filter((comment) => !isAnnotation(comment))];
}

function kindOf(node: FunctionNode): FunctionKind {
  if (node.type === 'StaticBlock') return 'function';
  if (node.generator) return node.async ? 'asyncGenerator' : 'generator';
  return node.async ? 'async' : 'function';
}

function isInstrumented(node: FunctionNode, kind: FunctionKind, file: FileState): boolean {
  if (file.ignoreDepth > 0 || !file.settings.kinds.has(kind)) return false;
  if (file.hints !== null && file.hints.covers(node)) return false;
  return kind === 'function' || !file.hasWith || !hasWithStatement(node);
}

function originOf(node: FunctionNode, file: FileState): Origin | null {
  if (isComponentWrapper(node, file.ancestors)) return null;
  const own = node.loc ? file.origins.of(node.loc.start) : null;
  if (own !== null || componentName(node, file.ancestors) === null) return own;
  return firstOriginIn(node.body, file);
}

/** Where the user's code begins in a function that a compiler has put around it. */
function firstOriginIn(body: t.Node | t.Statement[], file: FileState): Origin | null {
  let first: Origin | null = null;
  const isMapped = ({ loc }: t.Node) => {
    first = loc ? file.origins.of(loc.start) : null;
    return first !== null || undefined;
  };
  [body].flat().some((node) => some(node, isMapped));
  return first;
}

function describe(kind: FunctionKind, name: string, origin: Origin): FunctionRecord {
  const { source, line, column } = origin;
  const metadata = { name, kind, source, line, column, counted: false };
  return { metadata, index: numericLiteral(0) };
}
