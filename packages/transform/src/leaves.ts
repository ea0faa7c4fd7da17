import type * as t from '@babel/types';
import { functionId, isOn } from './emit.js';
import type { FileState, FunctionRecord } from './file-state.js';
import { call, identifier, ifStatement, member, statement } from './nodes.js';
import { visitChildren } from './walk.js';

/**
 * A leaf takes less time than reading the clock does: its calls are counted, its time is its
 * caller's. No `try` is needed, since nothing is to be undone.
 *
 * @example
 * (a, b) => a - b
 * // becomes
 * (a, b) => { if ($c.on) $c.count($b(1)); return a - b; }
 */
export function countCalls(record: FunctionRecord, file: FileState): t.Statement {
  const count = member(identifier(file.names.probes), 'count');
  return ifStatement(isOn(file), statement(call(count, [functionId(file, record)])));
}

/** For the constructs that a leaf does not have, loops and suspensions aside. */
export function visitBusy(node: t.Node, file: FileState): t.Node {
  file.frame.isBusy = true;
  return visitChildren(node, file);
}
