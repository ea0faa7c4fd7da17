import type * as t from '@babel/types';
import {
  isClass,
  isConstructor,
  isFunction,
  isWrapped,
  type FunctionNode,
} from '../ast/predicates.js';
import type { LoweredFunctions } from '../lowered/lowered-functions.js';
import type { Origins } from '../parse/origins.js';
import { isAttributes, isElement } from './elements.js';

/** Where a function is in a context. */
export interface NamingContext {
  /** The nodes around the function, outermost first. */
  readonly ancestors: readonly t.Node[];
  readonly origins: Origins;
  /** The enclosing function, with the prefix of the names of those inside. */
  readonly frame: { readonly path: string };
  /** Null where the file holds no lowered async functions. */
  readonly lowered: LoweredFunctions | null;
}

export interface QualifiedName {
  name: string;
  /** The prefix of the names of the functions inside. */
  path: string;
}

const ANONYMOUS = '<anonymous>';
/** A function that another one makes and returns. */
const RETURNED = '<returned>';
/** A function that is called where it stands. */
const IIFE = '<iife>';
/** A longer string argument does not help to recognise a callback. */
const LONGEST_LABEL = 24;

/**
 * The name by which a person would look for a function: the functions, classes and objects around
 * it, then its own. A callback is named after the function that it is passed to, in angle brackets. A
 * function that is called where it stands is no part of the names of those inside.
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
 *   return () => {};                             // useCart.<returned>
 *   return <button onClick={() => {}} />;        // useCart.<onClick>
 * }
 */
export function qualifiedName(node: FunctionNode, context: NamingContext): QualifiedName {
  const segments = segmentsOf(node, context);
  const outer = context.frame.path;
  if (segments[0] === ANONYMOUS && outer.endsWith(ANONYMOUS)) segments.shift();
  if (outer !== '') segments.unshift(outer);
  if (isConstructor(node)) {
    const path = segments.slice(0, -1).join('.');
    return { name: `new ${path || ANONYMOUS}`, path };
  }
  const path = segments.join('.');
  if (segments.at(-1) === IIFE) return { name: path, path: outer };
  const isAccessor = 'kind' in node && (node.kind === 'get' || node.kind === 'set');
  return { name: isAccessor ? `${node.kind} ${path}` : path, path };
}

/** The segments of a name from the enclosing function inwards. */
function segmentsOf(node: FunctionNode, context: NamingContext): string[] {
  const { ancestors } = context;
  const segments: string[] = [];
  const own = ownName(node, context);
  if (own !== null) segments.unshift(own);
  // The node to be named next; null once a node between it and `child` hides whose value it is.
  let value: t.Node | null = own === null ? node : null;
  let isWrapped = false;
  let child: t.Node = node;

  for (let i = ancestors.length - 1; i >= 0; i--) {
    const parent = ancestors[i]!;
    if (value === child && segments.length === 0 && returns(parent, child)) {
      segments.push(RETURNED);
      break;
    }
    if (parent.type === 'BlockStatement' || isFunction(parent)) break;
    if (isAttributes(parent, ancestors[i - 1])) {
      // As in JSX, elements are not part of the names of the functions inside.
      value = null;
    } else if (parent.type === 'ObjectExpression' || isClassOf(parent, child)) {
      value = parent;
      if (parent.type !== 'ObjectExpression' && parent.id) {
        segments.unshift(identifierName(parent.id, context));
        value = null;
      }
    } else if (parent.type === 'TSModuleDeclaration') {
      segments.unshift(parent.id.type === 'Identifier' ? parent.id.name : parent.id.value);
    } else if (value === child) {
      if (isTransparent(parent, child) || givesFunction(parent, child, context)) {
        value = parent;
      } else if (!isElement(parent) && isWrapper(ancestors, i, child, context)) {
        value = parent;
        isWrapped = segments.length === 0;
      } else {
        const given = isAttributes(ancestors[i - 1], ancestors[i - 2])
          ? attributeLabel(parent, ancestors[i - 2] as t.CallExpression, context)
          : nameGiven(parent, child, context);
        if (given !== null) segments.unshift(isWrapped ? `<${given}>` : given);
        else if (segments.length === 0) segments.push(isCall(parent, child) ? IIFE : ANONYMOUS);
        value = null;
        isWrapped = false;
      }
    }
    child = parent;
  }
  if (segments.length === 0) segments.push(ANONYMOUS);
  return segments;
}

function ownName(node: FunctionNode, context: NamingContext): string | null {
  switch (node.type) {
    case 'StaticBlock':
      return '<static block>';
    case 'ArrowFunctionExpression':
      return null;
    case 'FunctionDeclaration':
    case 'FunctionExpression':
      if (!node.id) return null;
      return context.lowered?.originalName(node) ?? identifierName(node.id, context);
    default:
      return keyName(node.key, 'computed' in node && node.computed, context);
  }
}

function returns(parent: t.Node, child: t.Node): boolean {
  if (parent.type === 'ArrowFunctionExpression') return parent.body === child;
  return parent.type === 'ReturnStatement';
}

function isCall(parent: t.Node, child: t.Node): boolean {
  return parent.type === 'CallExpression' && parent.callee === child;
}

function isClassOf(parent: t.Node, child: t.Node): parent is t.Class {
  return child.type === 'ClassBody' && isClass(parent);
}

/** Whether a call is that of the helper of a lowered function, and gives the function that was lowered. */
function givesFunction(parent: t.Node, child: t.Node, { lowered }: NamingContext): boolean {
  return lowered !== null && lowered.gives(parent, child);
}

/** Whether the value of `child` is the value of `parent`, or one of those that it holds. */
function isTransparent(parent: t.Node, child: t.Node): boolean {
  if (isWrapped(parent)) return true;
  switch (parent.type) {
    case 'ArrayExpression':
    case 'JSXExpressionContainer':
    case 'LogicalExpression':
    case 'TemplateLiteral': // styled.button`${(props) => props.color}`
      return true;
    case 'ConditionalExpression':
      return child !== parent.test;
    case 'SequenceExpression':
      return child === parent.expressions[parent.expressions.length - 1];
    case 'MemberExpression':
      return child === parent.object && methodOfFunction(parent) !== null;
    case 'CallExpression':
      return child === parent.callee && methodOfFunction(child) === 'bind';
    default:
      return false;
  }
}

const METHODS = ['bind', 'call', 'apply'];

/** `bind` of `(function () {}).bind`, whose result is the same function to a reader, or `call`, or `apply`. */
function methodOfFunction(node: t.Node): string | null {
  if (node.type !== 'MemberExpression' || !isFunction(node.object)) return null;
  const { property } = node;
  return property.type === 'Identifier' && METHODS.includes(property.name) ? property.name : null;
}

/** `const handler = useCallback(() => {})`: the variable says more than the function called. */
function isWrapper(
  ancestors: readonly t.Node[],
  index: number,
  child: t.Node,
  context: NamingContext,
): boolean {
  const call = ancestors[index]!;
  const parent = ancestors[index - 1];
  if (call.type !== 'CallExpression' || parent === undefined) return false;
  if (parent.type === 'CallExpression') {
    if (!isWrapper(ancestors, index - 1, call, context)) return false;
  } else if (parent.type === 'AssignmentPattern' || boundName(parent, call, context) === null) {
    return false;
  }
  const { callee } = call;
  // An immediately invoked function, for the value it returns.
  if (callee === child) return true;
  if (callee.type !== 'MemberExpression') return callee.type === 'Identifier';
  return callee.object.type === 'Identifier' && callee.object.name === 'React';
}

/** The name that `child` gets from its parent. */
function nameGiven(parent: t.Node, child: t.Node, context: NamingContext): string | null {
  switch (parent.type) {
    case 'JSXAttribute':
      return `<${jsxName(parent.name)}>`;
    case 'JSXElement':
      return `<${jsxName(parent.openingElement.name)}>`;
    case 'CallExpression':
    case 'OptionalCallExpression':
    case 'NewExpression':
      if (parent.callee === child) return null;
      return isElement(parent) ? elementLabel(parent, context) : callLabel(parent, context);
    case 'TaggedTemplateExpression': {
      const name = calleeName(parent.tag, context);
      return name === null ? null : `<${name}>`;
    }
    default:
      return boundName(parent, child, context);
  }
}

/** The name of what `parent` binds `child` to: of a variable, a property, a field or an export. */
function boundName(parent: t.Node, child: t.Node, context: NamingContext): string | null {
  switch (parent.type) {
    case 'VariableDeclarator':
      return parent.id.type === 'Identifier' ? identifierName(parent.id, context) : null;
    case 'AssignmentPattern':
      return parent.left.type === 'Identifier' ? identifierName(parent.left, context) : null;
    case 'AssignmentExpression':
      return assignedName(parent.left, child, context);
    case 'ObjectProperty':
    case 'ClassProperty':
    case 'ClassAccessorProperty':
    case 'ClassPrivateProperty':
      return child === parent.value
        ? keyName(parent.key, 'computed' in parent && parent.computed, context)
        : null;
    case 'ExportDefaultDeclaration':
      return child.type === 'ObjectExpression' ? null : 'default';
    default:
      return null;
  }
}

function assignedName(left: t.Node, value: t.Node, context: NamingContext): string | null {
  const name = memberPath(left, context);
  if (name === null) return null;
  if (name === 'module.exports' || name === 'exports') {
    return value.type === 'ObjectExpression' ? null : name;
  }
  return name.replace(/^(module\.exports|exports|this)\./, '').replace('.prototype.', '.');
}

function memberPath(node: t.Node, context: NamingContext): string | null {
  switch (node.type) {
    case 'Identifier':
      return identifierName(node, context);
    case 'ThisExpression':
      return 'this';
    case 'MemberExpression': {
      const object = memberPath(node.object, context);
      const key = keyName(node.property, node.computed, context);
      return object === null ? key : `${object}.${key}`;
    }
    default:
      return null;
  }
}

function keyName(key: t.Node, computed: boolean | undefined, context: NamingContext): string {
  switch (key.type) {
    case 'PrivateName':
      return `#${identifierName(key.id, context)}`;
    case 'StringLiteral':
    case 'NumericLiteral':
    case 'BigIntLiteral':
      return String(key.value);
    case 'Identifier':
      if (!computed) return identifierName(key, context);
  }
  return `[${memberPath(key, context) ?? '…'}]`;
}

/** The name that JSX would give: `<onClick>`, or for a child that of the element. */
function attributeLabel(
  node: t.Node,
  element: t.CallExpression,
  context: NamingContext,
): string | null {
  if (node.type !== 'ObjectProperty') return null;
  const name = keyName(node.key, node.computed, context);
  return name === 'children' ? elementLabel(element, context) : `<${name}>`;
}

function elementLabel({ arguments: [type] }: t.CallExpression, context: NamingContext): string {
  const name = type?.type === 'StringLiteral' ? type.value : type && memberPath(type, context);
  return `<${name ?? ''}>`;
}

/** `<map>`, or `<on close>` where the first argument tells callbacks apart. */
function callLabel(
  node: t.CallExpression | t.OptionalCallExpression | t.NewExpression,
  context: NamingContext,
): string | null {
  const name = calleeName(node.callee, context);
  if (name === null) return null;
  const first = textOf(node.arguments[0], context);
  return first !== null && first.length <= LONGEST_LABEL ? `<${name} ${first}>` : `<${name}>`;
}

/** The function that is called or, in `it.each(table)('adds')`, the one that returned it. */
function calleeName(callee: t.Node, context: NamingContext): string | null {
  if (isWrapped(callee)) return calleeName(callee.expression, context);
  switch (callee.type) {
    case 'Identifier':
      return identifierName(callee, context);
    case 'MemberExpression':
    case 'OptionalMemberExpression':
      return keyName(callee.property, callee.computed, context);
    case 'CallExpression':
    case 'OptionalCallExpression':
      return calleeName(callee.callee, context);
    case 'TaggedTemplateExpression':
      return calleeName(callee.tag, context);
    case 'SequenceExpression': // Compilers call what is imported as `(0, module.load)()`.
      return calleeName(callee.expressions[callee.expressions.length - 1]!, context);
    case 'Super':
      return 'super';
    default:
      return null;
  }
}

/** `'close'`, `` `close` ``, `Events.Close` */
function textOf(argument: t.Node | undefined, context: NamingContext): string | null {
  switch (argument?.type) {
    case 'StringLiteral':
      return argument.value;
    case 'TemplateLiteral':
      return argument.expressions.length === 0 ? (argument.quasis[0]!.value.cooked ?? null) : null;
    case 'MemberExpression':
      return argument.computed ? null : memberPath(argument, context);
    default:
      return null;
  }
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

/** An identifier's name; of minified code, the one in its source map. */
function identifierName(node: t.Identifier, context: NamingContext): string {
  return (node.loc && context.origins.nameAt(node.loc.start)) ?? node.name;
}
