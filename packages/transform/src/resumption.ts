import type * as t from '@babel/types';
import { handle, probe, resume } from './emit.js';
import type { FileState } from './file-state.js';
import { block, call, declaration, identifier, member, statement } from './nodes.js';
import { inPlaceOf } from './places.js';
import { visitFields } from './walk.js';

/**
 * A wait that ends in a rejection, or a generator that is closed, resumes in the nearest `catch` or
 * `finally`. A `finally` may also replace the promise that a `return` was about to give.
 *
 * @example
 * try { return await x || y; } catch ({ code }) { report(code); } finally { close(); }
 * // becomes
 * try {
 *   return $c.returned($f, 1, $c.resumed($f, await $c.suspend($f, 0, x)) || y);
 * } catch ($t1) {
 *   $c.resume($f);
 *   let { code } = $t1;
 *   { report(code); }
 * } finally {
 *   $c.resume($f);
 *   const $h = $c.hold($f);
 *   close();
 *   $c.release($f, $h);
 * }
 */
export function rewriteTry(node: t.TryStatement, file: FileState): t.Node {
  const { frame } = file;
  const { suspensions, returns, replaceable } = frame;
  visitFields(node, ['block'], file);
  const blockSuspends = frame.suspensions > suspensions;
  const mayReplace = frame.replaceable > replaceable;
  if (node.handler) {
    visitFields(node, ['handler'], file);
    const first: t.Statement[] = [];
    if (blockSuspends) first.push(resume(file));
    if (mayReplace) first.push(statement(probe(file, 'hold')));
    if (first.length > 0) beginCatch(node.handler, first, file);
  }
  const suspends = frame.suspensions > suspensions;
  const returnsPromise = frame.returns > returns;
  if (node.finalizer) {
    visitFields(node, ['finalizer'], file);
    const { body } = node.finalizer;
    if (returnsPromise) {
      body.unshift(declaration('const', identifier(file.names.held), probe(file, 'hold')));
      body.push(statement(release(file)));
    }
    if (suspends) body.unshift(resume(file));
  }
  return node;
}

const release = (file: FileState) =>
  call(member(identifier(file.names.probes), 'release'), [
    handle(file),
    identifier(file.names.held),
  ]);

/** A pattern may run the user's code (getters, defaults), so it comes after the probes. */
function beginCatch(clause: t.CatchClause, first: t.Statement[], file: FileState): void {
  const { param, body } = clause;
  if (!param || param.type === 'Identifier') {
    body.body.unshift(...first);
    return;
  }
  const error = file.names.temporary();
  const bind = declaration('let', param, identifier(error));
  clause.param = inPlaceOf(param, identifier(error));
  clause.body = inPlaceOf(body, block([...first, bind, body]));
}

/**
 * What goes around the body of an async function in which the end of a loop or scope may throw, and
 * so replace the promise that a `return` in it was about to give.
 *
 * @example
 * async (x) => { for (const y of x) return y; }
 * // becomes
 * async (x) => {
 *   …
 *   try {
 *     for (const y of x) return $c.returned($f, 0, y);
 *   } catch ($t1) { $c.hold($f); throw $t1; } finally { if ($f) $c.close($f); }
 * }
 */
export function forgetReturn(file: FileState): t.CatchClause {
  const error = file.names.temporary();
  const rethrow = { type: 'ThrowStatement', argument: identifier(error) } as t.ThrowStatement;
  return {
    type: 'CatchClause',
    param: identifier(error),
    body: block([statement(probe(file, 'hold')), rethrow]),
  } as t.CatchClause;
}
