import type * as t from '@babel/types';
import { codeKeys, type Fields } from '../ast/fields.js';
import type { Visitor, WalkState } from './visitor.js';

// A plain walk: Babel's paths and scopes would cost four times as much as everything else.

export function visit<S extends WalkState<S>>(node: t.Node, state: S): t.Node {
  const visitors = state.visitors as Record<string, Visitor<never, S> | undefined>;
  const visitor = visitors[node.type] as Visitor<t.Node, S> | undefined;
  const { edited } = state;
  const { count } = edited;
  const isIgnored = state.hints !== null && state.hints.precedes(node);
  if (isIgnored) state.ignoreDepth++;
  const result = visitor === undefined ? visitChildren(node, state) : visitor(node, state);
  if (isIgnored) state.ignoreDepth--;
  if (edited.count !== count) edited.add(node);
  return result;
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
    if (isLeafNode(child)) return;
    const replacement = visit(child, state);
    if (replacement !== child) fields[key] = replacement;
    return;
  }
  for (let i = 0; i < child.length; i++) {
    const element = child[i];
    if (!element || isLeafNode(element)) continue;
    const replacement = visit(element, state);
    if (replacement !== element) child[i] = replacement;
  }
}

/** Whether a node is a name or a value without anything in it, as half of all nodes are. */
function isLeafNode(node: t.Node): boolean {
  switch (node.type) {
    case 'Identifier':
      // Those of a parameter may hold code.
      return !node.decorators;
    case 'StringLiteral':
    case 'NumericLiteral':
    case 'ThisExpression':
      return true;
    default:
      return false;
  }
}
