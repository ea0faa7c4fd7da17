import type * as t from '@babel/types';
import { call, identifier, ifStatement, member, statement } from '../ast/builders.js';
import type { FileState, FunctionRecord } from '../walk/file-state.js';
import { functionId, isOn } from './probes.js';

/**
 * The first statement of a leaf. A leaf takes less time than reading the clock, so that only its
 * calls are counted; its time is its caller's. With nothing to undo, it needs no `try`.
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
