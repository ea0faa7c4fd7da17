import type * as t from '@babel/types';
import { block, declaration, identifier, statement } from '../ast/builders.js';
import { atLocationOf } from '../ast/location.js';
import { probe, resume } from '../emit/probes.js';
import { resumed } from '../emit/resumed.js';
import type { FileState } from '../walk/file-state.js';
import { visitFields } from '../walk/visit.js';

/**
 * Resumes in the nearest `catch` or `finally` after a rejection, or when a generator is closed. A
 * `finally` may also override the promise that a `return` was about to return.
 *
 * @example
 * try { return await x || y; } catch ({ code }) { report(code); } finally { close(); }
 * // becomes
 * try {
 *   return $c.returned($f, 0, $c?.resumed($f, await $c.suspend($f, 1, x)) || y);
 * } catch ($t1) {
 *   let { code } = $c?.resumed($f, $t1);
 *   { report(code); }
 * } finally {
 *   $c.resume($f);
 *   const $h = $c.hold($f);
 *   close();
 *   $c.release($f, $h);
 * }
 */
export function visitTryStatement(node: t.TryStatement, file: FileState): t.Node {
  const { frame } = file;
  const { suspensions, promiseReturns, overridableReturns } = frame;
  visitFields(node, ['block'], file);
  const blockSuspends = frame.suspensions > suspensions;
  const mayOverride = frame.overridableReturns > overridableReturns;
  if (node.handler) {
    visitFields(node, ['handler'], file);
    const holds = mayOverride ? [statement(probe(file, 'hold'))] : [];
    if (blockSuspends) resumeInCatch(node.handler, holds, file);
    else node.handler.body.body.unshift(...holds);
  }
  const suspends = frame.suspensions > suspensions;
  const returnsPromise = frame.promiseReturns > promiseReturns;
  if (node.finalizer) {
    visitFields(node, ['finalizer'], file);
    const { body } = node.finalizer;
    const held = () => identifier(file.names.held);
    if (returnsPromise) {
      body.unshift(declaration('const', held(), probe(file, 'hold')));
      body.push(statement(probe(file, 'release', held())));
    }
    if (suspends) body.unshift(resume(file));
  }
  return node;
}

/** A pattern may run the user's code (getters, defaults), so that it is bound after the probes. */
function resumeInCatch(clause: t.CatchClause, holds: t.Statement[], file: FileState): void {
  const { param, body } = clause;
  if (!param || param.type === 'Identifier') {
    body.body.unshift(resume(file), ...holds);
    return;
  }
  const error = file.names.temporary();
  const bind = declaration('let', param, resumed(identifier(error), file));
  clause.param = atLocationOf(param, identifier(error));
  clause.body = atLocationOf(body, block([...holds, bind, body]));
}
