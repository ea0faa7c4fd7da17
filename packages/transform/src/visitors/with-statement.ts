import type * as t from '@babel/types';
import { isFunction, type FunctionNode } from '../ast/predicates.js';
import { some } from '../ast/some.js';
import type { FileState } from '../walk/file-state.js';
import { visitFields } from '../walk/visit.js';

/**
 * Leaves the functions in a `with` alone. Names in it, emitted ones too, are looked up on the user's
 * object first, which may be a proxy that sees them. Nor is a coroutine instrumented that contains one.
 *
 * @example
 * with (o) { list.map((x) => f(x)); } // the arrow function is not instrumented
 */
export function visitWithStatement(node: t.WithStatement, file: FileState): t.Node {
  visitFields(node, ['object'], file);
  file.ignoreDepth++;
  visitFields(node, ['body'], file);
  file.ignoreDepth--;
  return node;
}

export function hasWithStatement(node: FunctionNode): boolean {
  return some(node, (inner) => {
    if (inner.type === 'WithStatement') return true;
    return inner !== node && isFunction(inner) ? false : undefined;
  });
}
