import type * as t from '@babel/types';
import { codeKeys } from './walk.js';

type Fields = Record<string, t.Node | (t.Node | null)[] | null | undefined>;

/** Whether a node is ours. The parser's nodes are of a class of its own; ours are plain objects. */
export function isEmitted(node: t.Node): boolean {
  return Object.getPrototypeOf(node) === Object.prototype;
}

/** Lets an emitted node take the place in the source of one that the parser made. */
export function inPlaceOf<N extends t.Node>({ start, end, loc }: t.Node, emitted: N): N {
  emitted.start = start;
  emitted.end = end;
  emitted.loc = loc;
  return emitted;
}

/**
 * Where the place of a node in the source begins, or that of the first node in it that has one; -1
 * for nowhere.
 */
export function startOf(node: t.Node): number {
  if (typeof node.start === 'number') return node.start;
  let first = -1;
  forEachChild(node, (child) => {
    const start = startOf(child);
    if (start >= 0 && (first < 0 || start < first)) first = start;
  });
  return first;
}

/** As `startOf`, for the end. */
export function endOf(node: t.Node): number {
  if (typeof node.end === 'number') return node.end;
  let last = -1;
  forEachChild(node, (child) => {
    last = Math.max(last, endOf(child));
  });
  return last;
}

function forEachChild(node: t.Node, visit: (child: t.Node) => void): void {
  const fields = node as unknown as Fields;
  for (const key of codeKeys(node)) {
    const child = fields[key];
    if (child === null || child === undefined) continue;
    if (!Array.isArray(child)) visit(child);
    else for (const element of child) if (element !== null) visit(element);
  }
}
