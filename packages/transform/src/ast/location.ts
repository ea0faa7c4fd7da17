import type * as t from '@babel/types';
import { codeKeys, type Fields } from './fields.js';

export type Position = Pick<t.Node, 'start' | 'loc'>;

/** Whether a node was emitted: an emitted node is a plain object, the parser's are of a class. */
export function isEmitted(node: t.Node): boolean {
  return Object.getPrototypeOf(node) === Object.prototype;
}

/** Gives an emitted node the location of the node that it replaces. */
export function atLocationOf<N extends t.Node>({ start, end, loc }: t.Node, emitted: N): N {
  emitted.start = start;
  emitted.end = end;
  emitted.loc = loc;
  return emitted;
}

/** Maps an emitted identifier to where a node starts. */
export function atStartOf({ start, loc }: Position, emitted: t.Identifier): t.Identifier {
  emitted.start = emitted.end = start;
  emitted.loc = loc;
  return emitted;
}

/**
 * Maps an emitted name or number to a position in the source that is not where it stands: the nodes around it
 * are not placed by that.
 */
export function mappedTo<N extends t.Node>({ start, loc }: Position, emitted: N): N {
  emitted.loc = loc;
  emitted.extra = { mappedTo: start };
  return emitted;
}

/** The index in the source that `mappedTo` gave a node. */
export const mappedIndex = ({ extra }: t.Node) => extra?.mappedTo as number | null | undefined;

/**
 * The index in the source where a node starts; for an emitted node without a location, where the
 * first of its descendants with one does; -1 where none has.
 */
export function startOf(node: t.Node): number {
  if (typeof node.start === 'number') return node.start;
  const fields = node as unknown as Fields;
  let first = -1;
  for (const key of codeKeys(node)) {
    const child = fields[key];
    if (child === null || child === undefined) continue;
    if (!Array.isArray(child)) {
      first = earlier(first, startOf(child));
      continue;
    }
    for (let i = 0; i < child.length; i++) {
      const element = child[i];
      if (element) first = earlier(first, startOf(element));
    }
  }
  return first;
}

/** The smaller of two indices; -1 stands for none. */
function earlier(first: number, second: number): number {
  return first < 0 || (second >= 0 && second < first) ? second : first;
}

/** The index in the source where a node ends, found like its start. */
export function endOf(node: t.Node): number {
  if (typeof node.end === 'number') return node.end;
  const fields = node as unknown as Fields;
  let last = -1;
  for (const key of codeKeys(node)) {
    const child = fields[key];
    if (child === null || child === undefined) continue;
    if (!Array.isArray(child)) {
      last = Math.max(last, endOf(child));
      continue;
    }
    for (let i = 0; i < child.length; i++) {
      const element = child[i];
      if (element) last = Math.max(last, endOf(element));
    }
  }
  return last;
}
