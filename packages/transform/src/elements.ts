import type * as t from '@babel/types';

/** The functions that compilers make elements with: those of JSX, and those of Vue's templates. */
const FACTORY =
  /^_?(jsxs?|jsxDEV|createElement|createVNode|createElementVNode|create(Element)?Block)$/;

/** `_jsx('button', { onClick })`, `React.createElement('button', { onClick })` */
export function isElement(node: t.Node | undefined): node is t.CallExpression {
  if (node?.type !== 'CallExpression') return false;
  const callee = node.callee.type === 'MemberExpression' ? node.callee.property : node.callee;
  return callee.type === 'Identifier' && FACTORY.test(callee.name);
}

/** Whether an object holds the attributes of the element around it. */
export function isAttributes(node: t.Node | undefined, parent: t.Node | undefined): boolean {
  return node?.type === 'ObjectExpression' && isElement(parent) && parent.arguments[1] === node;
}
