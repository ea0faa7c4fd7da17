import type * as t from '@babel/types';
import { childKeys, type Fields } from './fields.js';

/**
 * Calls `check` for `node` and its descendants, in source order, until it returns true. The
 * descendants of a node for which it returns false are skipped.
 *
 * @param keysOf the fields of a node to look at; by default all, types among them
 */
export function some(
  node: t.Node,
  check: (node: t.Node) => boolean | undefined,
  keysOf: (node: t.Node) => readonly string[] = childKeys,
): boolean {
  const found = check(node);
  if (found !== undefined) return found;
  const fields = node as unknown as Fields;
  for (const key of keysOf(node)) {
    const child = fields[key];
    if (child === null || child === undefined) continue;
    if (!Array.isArray(child)) {
      if (some(child, check, keysOf)) return true;
      continue;
    }
    for (const element of child) if (element !== null && some(element, check, keysOf)) return true;
  }
  return false;
}
