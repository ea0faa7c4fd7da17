import type * as t from '@babel/types';
import { bindingNames } from '../ast/binding-names.js';
import { codeKeys } from '../ast/fields.js';
import { isClass, isFunction, type FunctionNode } from '../ast/predicates.js';
import { some } from '../ast/some.js';

/** What an inner function has to do with the variables around it. */
export interface Closure {
  reads: ReadonlySet<string>;
  /** The variables that it assigns to, or whose objects it changes by a method of `CHANGING_METHODS`. */
  writes: ReadonlySet<string>;
}

/** Methods of the language and of the Web that change the object they are called on. */
const CHANGING_METHODS: ReadonlySet<string> = new Set([
  'add',
  'append',
  'push',
  'set',
  'splice',
  'unshift',
  'write',
]);

/** A name that the function declares anywhere, itself or in a function inside, is taken for its own. */
export function closureOf(node: FunctionNode): Closure {
  const own = new Set<string>();
  const reads = new Set<string>();
  const writes = new Set<string>();
  const keys = new Set<t.Node>();
  const collect = (inner: t.Node) => {
    if (hasNamesOnly(inner)) return false;
    collectOwn(inner, own);
    const key = keyOf(inner);
    if (key !== null) keys.add(key);
    if (inner.type === 'Identifier' && !keys.has(inner)) reads.add(inner.name);
    else if (inner.type === 'ThisExpression') reads.add('this');
    else collectWrites(inner, writes);
    return undefined;
  };
  some(node, collect, codeKeys);
  // Of the kinds of function, arrow functions alone have the `this` of the function around them.
  if (node.type !== 'ArrowFunctionExpression') own.add('this');
  for (const name of own) {
    reads.delete(name);
    writes.delete(name);
  }
  return { reads, writes };
}

/** Whether the identifiers in a node are no variables: `#user`, `import.meta`. */
export function hasNamesOnly(node: t.Node): boolean {
  return node.type === 'PrivateName' || node.type === 'MetaProperty';
}

/** The child of a node that names a property, rather than a variable. */
export function keyOf(node: t.Node): t.Node | null {
  if ('computed' in node && node.computed) return null;
  if (node.type === 'MemberExpression' || node.type === 'OptionalMemberExpression') {
    return node.property;
  }
  return 'key' in node && typeof node.key === 'object' ? node.key : null;
}

function collectOwn(node: t.Node, own: Set<string>): void {
  if (isFunction(node) && node.type !== 'StaticBlock') {
    for (const param of node.params) bindingNames(param, own);
  }
  if (node.type === 'VariableDeclaration') bindingNames(node, own);
  else if (node.type === 'CatchClause') bindingNames(node.param, own);
  else if ((node.type === 'FunctionDeclaration' || isClass(node)) && node.id) own.add(node.id.name);
}

function collectWrites(node: t.Node, writes: Set<string>): void {
  if (node.type === 'AssignmentExpression') {
    const names = new Set<string>();
    bindingNames(node.left, names);
    for (const name of names) writes.add(name);
    addRoot(node.left, writes);
  } else if (node.type === 'UpdateExpression') {
    addRoot(node.argument, writes);
  } else if (node.type === 'CallExpression' && isChangingMethod(node.callee)) {
    addRoot(node.callee.object, writes);
  }
}

export function isChangingMethod(callee: t.Node): callee is t.MemberExpression {
  return (
    callee.type === 'MemberExpression' &&
    callee.property.type === 'Identifier' &&
    !callee.computed &&
    CHANGING_METHODS.has(callee.property.name)
  );
}

function addRoot(node: t.Node, names: Set<string>): void {
  while (node.type === 'MemberExpression') node = node.object;
  if (node.type === 'Identifier') names.add(node.name);
  else if (node.type === 'ThisExpression') names.add('this');
}
