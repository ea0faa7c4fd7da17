import type * as t from '@babel/types';

/** The functions with which compiled JSX and Vue templates create elements. */
const FACTORY =
  /^_?(jsxs?|jsxDEV|createElement|createVNode|createElementVNode|create(Element)?Block)$/;

/** `_jsx('button', { onClick })`, `React.createElement('button', { onClick })` */
export function isElement(node: t.Node | undefined): node is t.CallExpression {
  if (node?.type !== 'CallExpression') return false;
  const callee = node.callee.type === 'MemberExpression' ? node.callee.property : node.callee;
  return callee.type === 'Identifier' && FACTORY.test(callee.name);
}

/** Whether an object holds the attributes of the enclosing element. */
export function isAttributes(node: t.Node | undefined, parent: t.Node | undefined): boolean {
  return node?.type === 'ObjectExpression' && isElement(parent) && parent.arguments[1] === node;
}
