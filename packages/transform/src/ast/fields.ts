import { VISITOR_KEYS } from '@babel/types';
import type * as t from '@babel/types';

/** A node as a record of its children. */
export type Fields = Record<string, t.Node | (t.Node | null)[] | null | undefined>;

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

/** The fields of a node that can hold code, in source order. */
export function codeKeys(node: t.Node): readonly string[] {
  return CODE_KEYS[node.type] ?? fieldsHoldingNodes(node);
}

/** The fields of a node that can hold code or types, in source order. */
export function childKeys(node: t.Node): readonly string[] {
  return VISITOR_KEYS[node.type] ?? fieldsHoldingNodes(node);
}

/** For a node type that this version of Babel doesn't know: the host may parse with a newer one. */
function fieldsHoldingNodes(node: t.Node): string[] {
  return Object.entries(node)
    .filter(([, value]) => isNode(Array.isArray(value) ? value.find(Boolean) : value))
    .map(([key]) => key)
    .filter((key) => !key.endsWith('Comments'));
}

function isNode(value: unknown): boolean {
  return typeof value === 'object' && value !== null && typeof (value as t.Node).type === 'string';
}
