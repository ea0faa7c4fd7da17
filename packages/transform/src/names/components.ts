import type * as t from '@babel/types';
import type { FunctionNode } from '../ast/predicates.js';

/**
 * Names the function into which a compiler has put the code of a component's file. Most have no position in their
 * map, and yet its statements and awaits are the user's.
 *
 * @example
 * const _sfc_main = { __name: 'Cart', async setup(__props) {} };  // Vue: setup
 * function Cart($$renderer, $$props) {}                           // Svelte: Cart
 * const $$Cart = $$createComponent(async ($$result) => {});       // Astro: Cart
 *
 * @returns null for any other function
 */
export function componentName(node: FunctionNode, ancestors: readonly t.Node[]): string | null {
  const parent = ancestors[ancestors.length - 1];
  switch (node.type) {
    case 'ObjectMethod':
      return isNamed(node.key, 'setup') && isVueComponent(parent) ? 'setup' : null;
    case 'FunctionDeclaration':
      return node.id && isSvelteParameter(node.params[0]) && isOutermost(parent)
        ? node.id.name
        : null;
    case 'ArrowFunctionExpression':
      return parent?.type === 'CallExpression' && isNamed(parent.callee, '$$createComponent')
        ? astroName(ancestors[ancestors.length - 2])
        : null;
    default:
      return null;
  }
}

/**
 * Whether a function is but a wrapper that Vue's compiler or its plugin puts around the user's code, whatever position
 * the map gives it.
 *
 * @example
 * const cart = await load();
 * // becomes
 * const cart = ([__temp, __restore] = _withAsyncContext(() => load()), __temp = await __temp, __restore(), __temp);
 *
 * @example
 * _sfc_main.setup = (props, ctx) => { …; return _sfc_setup(props, ctx); }
 */
export function isComponentWrapper(node: FunctionNode, ancestors: readonly t.Node[]): boolean {
  const parent = ancestors[ancestors.length - 1];
  if (parent?.type === 'AssignmentExpression') {
    const { left } = parent;
    return left.type === 'MemberExpression' && isNamed(left.object, '_sfc_main');
  }
  return parent !== undefined && asyncContextIn(parent) === node;
}

/** The wrapper of what Vue's compiler awaits in its place: it stands where the `await` stood. */
export function asyncContextBefore(ancestors: readonly t.Node[]): t.Node | undefined {
  const [sequence] = ancestors.slice(-2).filter(({ type }) => type === 'SequenceExpression');
  const first = (sequence as t.SequenceExpression | undefined)?.expressions[0];
  return first?.type === 'AssignmentExpression' ? asyncContextIn(first.right) : undefined;
}

function asyncContextIn(node: t.Node): t.Node | undefined {
  return node.type === 'CallExpression' && isNamed(node.callee, '_withAsyncContext')
    ? node.arguments[0]
    : undefined;
}

/** Whether a variable is one in which Vue's compiler keeps a component, which has no name of the user's. */
export function isVueVariable(name: string): boolean {
  return name === '_sfc_main' || name === '__default__';
}

function isNamed(node: t.Node, name: string): boolean {
  return node.type === 'Identifier' && node.name === name;
}

function isVueComponent(node: t.Node | undefined): boolean {
  return (
    node?.type === 'ObjectExpression' &&
    node.properties.some(
      (property) => property.type === 'ObjectProperty' && isNamed(property.key, '__name'),
    )
  );
}

function isSvelteParameter(parameter: t.Node | undefined): boolean {
  return parameter?.type === 'Identifier' && /^\$\$(anchor|renderer|payload)$/.test(parameter.name);
}

function isOutermost(parent: t.Node | undefined): boolean {
  return parent?.type === 'Program' || parent?.type === 'ExportDefaultDeclaration';
}

function astroName(declarator: t.Node | undefined): string | null {
  if (declarator?.type !== 'VariableDeclarator' || declarator.id.type !== 'Identifier') return null;
  return declarator.id.name.replace(/^\$\$/, '');
}
