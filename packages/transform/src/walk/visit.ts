import type * as t from '@babel/types';
import { codeKeys, type Fields } from '../ast/fields.js';
import type { Visitor, WalkState } from './visitor.js';

// A plain walk: Babel's paths and scopes would cost four times as much as everything else.

export function visit<S extends WalkState<S>>(node: t.Node, state: S): t.Node {
  const visitors = state.visitors as Record<string, Visitor<never, S> | undefined>;
  const visitor = visitors[node.type] as Visitor<t.Node, S> | undefined;
  if (state.hints !== null && state.hints.precedes(node)) {
    state.ignoreDepth++;
    const result = visitor === undefined ? visitChildren(node, state) : visitor(node, state);
    state.ignoreDepth--;
    return result;
  }
  return visitor === undefined ? visitChildren(node, state) : visitor(node, state);
}

/** @returns `node` */
export function visitChildren<S extends WalkState<S>>(node: t.Node, state: S): t.Node {
  state.ancestors.push(node);
  for (const key of codeKeys(node)) visitField(node as unknown as Fields, key, state);
  state.ancestors.pop();
  return node;
}

/** Visits only the named fields of `node`, in this order. */
export function visitFields<S extends WalkState<S>>(
  node: t.Node,
  keys: readonly string[],
  state: S,
): void {
  state.ancestors.push(node);
  for (const key of keys) visitField(node as unknown as Fields, key, state);
  state.ancestors.pop();
}

function visitField<S extends WalkState<S>>(fields: Fields, key: string, state: S): void {
  const child = fields[key];
  if (child === null || child === undefined) return;
  if (!Array.isArray(child)) {
    const replacement = visit(child, state);
    if (replacement !== child) fields[key] = replacement;
    return;
  }
  for (let i = 0; i < child.length; i++) {
    const element = child[i];
    if (element === null) continue;
    const replacement = visit(element, state);
    if (replacement !== element) child[i] = replacement;
  }
}
