import type * as t from '@babel/types';
import { handle, probe, resume } from './emit.js';
import type { FileState } from './file-state.js';
import { block, call, declaration, identifier, member, statement } from './nodes.js';
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
  const { suspensions, returns } = frame;
  visitFields(node, ['block'], file);
  const blockSuspends = frame.suspensions > suspensions;
  if (node.handler) {
    visitFields(node, ['handler'], file);
    if (blockSuspends) resumeInCatch(node.handler, file);
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

/** A pattern may run the user's code (getters, defaults), so it comes after the resumption. */
function resumeInCatch(clause: t.CatchClause, file: FileState): void {
  const { param, body } = clause;
  if (!param || param.type === 'Identifier') {
    body.body.unshift(resume(file));
    return;
  }
  const error = file.names.temporary();
  clause.param = identifier(error);
  clause.body = block([resume(file), declaration('let', param, identifier(error)), body]);
  clause.body.loc = body.loc;
}
