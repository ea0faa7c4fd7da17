import type * as t from '@babel/types';
import { isAttributes, isElement } from './elements.js';
import type { FunctionNode } from './functions.js';
import type { FileState } from './file-state.js';

export interface QualifiedName {
  name: string;
  /** What the names of functions inside start with. */
  path: string;
}

const ANONYMOUS = '<anonymous>';
/** A string argument that is longer does not help to recognise a callback. */
const LONGEST_LABEL = 24;

/**
 * The name by which a person would look for a function: the functions, classes and objects around
 * it, then its own. A callback is called after what it is given to, in angle brackets.
 *
 * @example
 * class Cart { checkout() {} get size() {} constructor() {} static {} }
 * // Cart.checkout, get Cart.size, new Cart, Cart.<static block>
 * const routes = { users: { get() {} } };        // routes.users.get
 * function useCart() {
 *   const total = () => {};                      // useCart.total
 *   const handler = useCallback(() => {});       // useCart.<handler>
 *   items.map((item) => item.price);             // useCart.<map>
 *   socket.on('close', () => {});                // useCart.<on close>
 *   return <button onClick={() => {}} />;        // useCart.<onClick>
 * }
 */
export function qualifiedName(node: FunctionNode, file: FileState): QualifiedName {
  const segments = segmentsOf(node, file);
  const outer = file.frame.path;
  if (segments[0] === ANONYMOUS && outer.endsWith(ANONYMOUS)) segments.shift();
  if (outer !== '') segments.unshift(outer);
  if (node.type === 'ClassMethod' && node.kind === 'constructor') {
    const path = segments.slice(0, -1).join('.');
    return { name: `new ${path || ANONYMOUS}`, path };
  }
  const path = segments.join('.');
  const isAccessor = 'kind' in node && (node.kind === 'get' || node.kind === 'set');
  return { name: isAccessor ? `${node.kind} ${path}` : path, path };
}

/** The segments of a name from the enclosing function inwards. */
function segmentsOf(node: FunctionNode, file: FileState): string[] {
  const { ancestors } = file;
  const segments: string[] = [];
  const own = ownName(node, file);
  if (own !== null) segments.unshift(own);
  // What is to be named next, while nothing between it and `child` hides whose value it is.
  let value: t.Node | null = own === null ? node : null;
  let isWrapped = false;
  let child: t.Node = node;

  for (let i = ancestors.length - 1; i >= 0; i--) {
    const parent = ancestors[i]!;
    if (parent.type === 'BlockStatement' || parent.type === 'StaticBlock') break;
    if ('params' in parent && 'body' in parent) break;
    if (isAttributes(parent, ancestors[i - 1])) {
      // As with JSX itself, elements are no part of the names of what is in them.
      value = null;
    } else if (parent.type === 'ObjectExpression' || isClassOf(parent, child)) {
      value = parent;
      if (parent.type !== 'ObjectExpression' && parent.id) {
        segments.unshift(identifierName(parent.id, file));
        value = null;
      }
    } else if (parent.type === 'TSModuleDeclaration') {
      segments.unshift(parent.id.type === 'Identifier' ? parent.id.name : parent.id.value);
    } else if (value === child) {
      if (isTransparent(parent, child)) {
        value = parent;
      } else if (!isElement(parent) && isWrapper(ancestors, i, child)) {
        value = parent;
        isWrapped = segments.length === 0;
      } else {
        const given = isAttributes(ancestors[i - 1], ancestors[i - 2])
          ? attributeLabel(parent, ancestors[i - 2] as t.CallExpression, file)
          : nameGiven(parent, child, file);
        if (given !== null) segments.unshift(isWrapped ? `<${given}>` : given);
        else if (segments.length === 0) segments.push(ANONYMOUS);
        value = null;
        isWrapped = false;
      }
    }
    child = parent;
  }
  if (segments.length === 0) segments.push(ANONYMOUS);
  return segments;
}

function ownName(node: FunctionNode, file: FileState): string | null {
  switch (node.type) {
    case 'StaticBlock':
      return '<static block>';
    case 'ArrowFunctionExpression':
      return null;
    case 'FunctionDeclaration':
    case 'FunctionExpression':
      return node.id ? identifierName(node.id, file) : null;
    default:
      return keyName(node.key, 'computed' in node && node.computed, file);
  }
}

function isClassOf(parent: t.Node, child: t.Node): parent is t.Class {
  return (
    child.type === 'ClassBody' &&
    (parent.type === 'ClassDeclaration' || parent.type === 'ClassExpression')
  );
}

/** Whether the value of `child` is the value of `parent`, or one of those that it holds. */
function isTransparent(parent: t.Node, child: t.Node): boolean {
  switch (parent.type) {
    case 'ArrayExpression':
    case 'JSXExpressionContainer':
    case 'LogicalExpression':
    case 'ParenthesizedExpression':
    case 'TSAsExpression':
    case 'TSNonNullExpression':
    case 'TSSatisfiesExpression':
    case 'TSTypeAssertion':
    case 'TypeCastExpression':
      return true;
    case 'ConditionalExpression':
      return child !== parent.test;
    case 'SequenceExpression':
      return child === parent.expressions[parent.expressions.length - 1];
    default:
      return false;
  }
}

/** `const handler = useCallback(() => {})`: the variable says more than the function called. */
function isWrapper(ancestors: readonly t.Node[], index: number, child: t.Node): boolean {
  const parent = ancestors[index]!;
  if (parent.type !== 'CallExpression') return false;
  switch (ancestors[index - 1]?.type) {
    case 'CallExpression':
      if (!isWrapper(ancestors, index - 1, parent)) return false;
      break;
    case 'AssignmentExpression':
    case 'ClassProperty':
    case 'ExportDefaultDeclaration':
    case 'ObjectProperty':
    case 'VariableDeclarator':
      break;
    default:
      return false;
  }
  const { callee } = parent;
  // A function that is called where it stands, for the value it returns.
  if (callee === child) return true;
  if (callee.type !== 'MemberExpression') return callee.type === 'Identifier';
  return callee.object.type === 'Identifier' && callee.object.name === 'React';
}

/** The name that `child` gets from the place where it stands. */
function nameGiven(parent: t.Node, child: t.Node, file: FileState): string | null {
  switch (parent.type) {
    case 'VariableDeclarator':
      return parent.id.type === 'Identifier' ? identifierName(parent.id, file) : null;
    case 'AssignmentPattern':
      return parent.left.type === 'Identifier' ? identifierName(parent.left, file) : null;
    case 'AssignmentExpression':
      return assignedName(parent.left, child, file);
    case 'ObjectProperty':
    case 'ClassProperty':
    case 'ClassAccessorProperty':
    case 'ClassPrivateProperty':
      return child === parent.value
        ? keyName(parent.key, 'computed' in parent && parent.computed, file)
        : null;
    case 'ExportDefaultDeclaration':
      return child.type === 'ObjectExpression' ? null : 'default';
    case 'JSXAttribute':
      return `<${jsxName(parent.name)}>`;
    case 'JSXElement':
      return `<${jsxName(parent.openingElement.name)}>`;
    case 'CallExpression':
    case 'OptionalCallExpression':
    case 'NewExpression':
      if (parent.callee === child) return null;
      return isElement(parent) ? elementLabel(parent, file) : calleeLabel(parent, file);
    default:
      return null;
  }
}

function assignedName(left: t.Node, value: t.Node, file: FileState): string | null {
  const name = memberPath(left, file);
  if (name === null) return null;
  if (name === 'module.exports' || name === 'exports') {
    return value.type === 'ObjectExpression' ? null : name;
  }
  return name.replace(/^(module\.exports|exports|this)\./, '').replace('.prototype.', '.');
}

function memberPath(node: t.Node, file: FileState): string | null {
  switch (node.type) {
    case 'Identifier':
      return identifierName(node, file);
    case 'ThisExpression':
      return 'this';
    case 'MemberExpression': {
      const object = memberPath(node.object, file);
      const key = keyName(node.property, node.computed, file);
      return object === null ? key : `${object}.${key}`;
    }
    default:
      return null;
  }
}

function keyName(key: t.Node, computed: boolean | undefined, file: FileState): string {
  switch (key.type) {
    case 'PrivateName':
      return `#${identifierName(key.id, file)}`;
    case 'StringLiteral':
    case 'NumericLiteral':
    case 'BigIntLiteral':
      return String(key.value);
    case 'Identifier':
      if (!computed) return identifierName(key, file);
  }
  return `[${memberPath(key, file) ?? '…'}]`;
}

/** What JSX would give: `<onClick>`, or for a child the name of the element. */
function attributeLabel(node: t.Node, element: t.CallExpression, file: FileState): string | null {
  if (node.type !== 'ObjectProperty') return null;
  const name = keyName(node.key, node.computed, file);
  return name === 'children' ? elementLabel(element, file) : `<${name}>`;
}

function elementLabel({ arguments: [type] }: t.CallExpression, file: FileState): string {
  const name = type?.type === 'StringLiteral' ? type.value : type && memberPath(type, file);
  return `<${name ?? ''}>`;
}

/** `<map>`, or `<on close>` where the first argument tells callbacks apart. */
function calleeLabel(
  node: t.CallExpression | t.OptionalCallExpression | t.NewExpression,
  file: FileState,
): string | null {
  const { callee } = node;
  let name: string;
  if (callee.type === 'Identifier') name = identifierName(callee, file);
  else if (callee.type === 'MemberExpression' || callee.type === 'OptionalMemberExpression') {
    if (callee.computed) return null;
    name = keyName(callee.property, false, file);
  } else return null;
  const first = node.arguments[0];
  if (first?.type === 'StringLiteral' && first.value.length <= LONGEST_LABEL) {
    name += ` ${first.value}`;
  }
  return `<${name}>`;
}

function jsxName(node: t.JSXAttribute['name'] | t.JSXOpeningElement['name']): string {
  switch (node.type) {
    case 'JSXIdentifier':
      return node.name;
    case 'JSXNamespacedName':
      return `${node.namespace.name}:${node.name.name}`;
    default:
      return `${jsxName(node.object)}.${node.property.name}`;
  }
}

/** Minified code is named as its source map says. */
function identifierName(node: t.Identifier, file: FileState): string {
  return (node.loc && file.origins.nameAt(node.loc.start)) ?? node.name;
}
