import type * as t from '@babel/types';
import { destructure } from '../emit/destructure.js';
import type { FileState } from '../walk/file-state.js';
import { visitFields } from '../walk/visit.js';

/**
 * Has an array pattern in which a default suspends resume before its iterator is closed.
 *
 * @example
 * const [a = await x] = y;
 * // becomes
 * const [a = $c?.resumed($f, await $c.suspend($f, 0, x))] = $c?.destructure($f, y);
 */
export function visitVariableDeclarator(node: t.VariableDeclarator, file: FileState): t.Node {
  const { frame } = file;
  const { suspensions } = frame;
  visitFields(node, ['id'], file);
  const suspends = node.id.type === 'ArrayPattern' && frame.suspensions > suspensions;
  visitFields(node, ['init'], file);
  if (suspends && node.init) node.init = destructure(node.init, file);
  return node;
}
