import { VISITOR_KEYS } from '@babel/types';
import type * as t from '@babel/types';
import type { FileState } from './file-state.js';

/** Rewrites a node, its children included, and returns what takes its place. */
export type Rewriting<N extends t.Node = t.Node> = (node: N, file: FileState) => t.Node;

type Fields = Record<string, t.Node | (t.Node | null)[] | null | undefined>;

/** Rewritings by type of node. A type without one has its children visited. */
export type Rewritings = Record<string, Rewriting<never> | undefined>;

export function visit(node: t.Node, file: FileState): t.Node {
  const rewrite = file.rewritings[node.type] as Rewriting | undefined;
  if (file.hints !== null && file.hints.precedes(node)) {
    file.ignoring++;
    const result = rewrite === undefined ? visitChildren(node, file) : rewrite(node, file);
    file.ignoring--;
    return result;
  }
  return rewrite === undefined ? visitChildren(node, file) : rewrite(node, file);
}

/** A plain walk: no paths and no scopes, which would cost four times as much as all the rest. */
export function visitChildren(node: t.Node, file: FileState): t.Node {
  file.ancestors.push(node);
  for (const key of codeKeys(node)) visitField(node as unknown as Fields, key, file);
  file.ancestors.pop();
  return node;
}

/** Visits only the named fields of `node`, in this order. */
export function visitFields(node: t.Node, keys: readonly string[], file: FileState): void {
  file.ancestors.push(node);
  for (const key of keys) visitField(node as unknown as Fields, key, file);
  file.ancestors.pop();
}

function visitField(fields: Fields, key: string, file: FileState): void {
  const child = fields[key];
  if (child === null || child === undefined) return;
  if (!Array.isArray(child)) {
    const replacement = visit(child, file);
    if (replacement !== child) fields[key] = replacement;
    return;
  }
  for (let i = 0; i < child.length; i++) {
    const element = child[i];
    if (element === null) continue;
    const replacement = visit(element, file);
    if (replacement !== element) child[i] = replacement;
  }
}

/**
 * Calls `check` for `node` and what is under it, in order, until it returns true. What is under a
 * node for which it returns false is passed over.
 */
export function some(node: t.Node, check: (node: t.Node) => boolean | undefined): boolean {
  const found = check(node);
  if (found !== undefined) return found;
  const fields = node as unknown as Fields;
  for (const key of childKeys(node)) {
    const child = fields[key];
    if (child === null || child === undefined) continue;
    if (!Array.isArray(child)) {
      if (some(child, check)) return true;
      continue;
    }
    for (const element of child) if (element !== null && some(element, check)) return true;
  }
  return false;
}

/** Fields that hold types. */
const TYPE_FIELDS = new Set([
  'implements',
  'mixins',
  'predicate',
  'returnType',
  'superTypeParameters',
  'typeAnnotation',
  'typeArguments',
  'typeParameters',
  'variance',
]);

const CODE_KEYS: Record<string, readonly string[] | undefined> = Object.fromEntries(
  Object.entries(VISITOR_KEYS).map(([type, keys]) => [
    type,
    keys.filter((key) => !TYPE_FIELDS.has(key)),
  ]),
);

/** The fields of a node in which code can stand, in the order of the source. */
export function codeKeys(node: t.Node): readonly string[] {
  return CODE_KEYS[node.type] ?? fieldsHoldingNodes(node);
}

/** A type that our Babel does not know yet (a newer host's) is walked by its fields. */
function childKeys(node: t.Node): readonly string[] {
  return VISITOR_KEYS[node.type] ?? fieldsHoldingNodes(node);
}

function fieldsHoldingNodes(node: t.Node): string[] {
  return Object.entries(node)
    .filter(([, value]) => isNode(Array.isArray(value) ? value.find(Boolean) : value))
    .map(([key]) => key)
    .filter((key) => !key.endsWith('Comments'));
}

function isNode(value: unknown): boolean {
  return typeof value === 'object' && value !== null && typeof (value as t.Node).type === 'string';
}
