import type * as t from '@babel/types';
import { catchClause, identifier, statement, throwStatement } from '../ast/builders.js';
import type { FileState } from '../walk/file-state.js';
import { probe } from './probes.js';

/**
 * The `catch` of an async function in which the end of a loop or scope may throw, and so override the
 * promise that a `return` in it was about to return.
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
export function forgetReturnedPromise(file: FileState): t.CatchClause {
  const error = file.names.temporary();
  const rethrow = throwStatement(identifier(error));
  return catchClause(identifier(error), [statement(probe(file, 'hold')), rethrow]);
}
