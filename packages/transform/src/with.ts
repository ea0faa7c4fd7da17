import type * as t from '@babel/types';
import type { FunctionNode } from './functions.js';
import type { FileState } from './file-state.js';
import { some, visitFields } from './walk.js';

/**
 * Inside a `with`, a name is looked up on the user's object first, which a proxy would see. So no
 * function in it is instrumented, nor a coroutine that may suspend in it.
 */
export function visitWith(node: t.WithStatement, file: FileState): t.Node {
  visitFields(node, ['object'], file);
  file.ignoring++;
  visitFields(node, ['body'], file);
  file.ignoring--;
  return node;
}

export function hasWithStatement(node: FunctionNode): boolean {
  return some(node, (inner) => {
    if (inner.type === 'WithStatement') return true;
    return inner !== node && 'params' in inner ? false : undefined;
  });
}
