import type * as t from '@babel/types';

/** What a compiler has made of an element with its attributes and slots. */
interface Factory {
  /** Which of the arguments of the function that creates it are its type, attributes and slots. */
  type: number;
  attributes: number;
  slots: number | null;
}

const JSX: Factory = { type: 0, attributes: 1, slots: null };
const VUE: Factory = { type: 0, attributes: 1, slots: 2 };
/** `$$renderComponent($$result, 'Cart', Cart, { items }, { default: () => … })` */
const ASTRO: Factory = { type: 1, attributes: 3, slots: 4 };

/** The functions with which compiled JSX and the templates of Vue and Astro create elements. */
const FACTORIES: [pattern: RegExp, factory: Factory][] = [
  [/^_?(jsxs?|jsxDEV|createElement)$/, JSX],
  [/^_?(createVNode|createElementVNode|create(Element)?Block|ssrRenderComponent)$/, VUE],
  [/^\$\$renderComponent$/, ASTRO],
];

function factoryOf(node: t.Node | undefined): Factory | undefined {
  if (node?.type !== 'CallExpression') return undefined;
  const callee = node.callee.type === 'MemberExpression' ? node.callee.property : node.callee;
  if (callee.type !== 'Identifier') return undefined;
  return FACTORIES.find(([pattern]) => pattern.test(callee.name))?.[1];
}

/** `_jsx('button', { onClick })`, `React.createElement('button', { onClick })` */
export function isElement(node: t.Node | undefined): node is t.CallExpression {
  return factoryOf(node) !== undefined;
}

/** The argument that says what an element is. */
export function elementType(element: t.CallExpression): t.Node | undefined {
  return element.arguments[factoryOf(element)?.type ?? 0];
}

/** Whether an object holds the attributes of the enclosing element, or its slots. */
export function isPartOfElement(node: t.Node | undefined, parent: t.Node | undefined): boolean {
  const factory = factoryOf(parent);
  if (factory === undefined || node?.type !== 'ObjectExpression') return false;
  const { arguments: given } = parent as t.CallExpression;
  return given[factory.attributes] === node || isSlots(node, parent);
}

/** Whether an object holds the functions that render what stands in an element. */
export function isSlots(node: t.Node, parent: t.Node | undefined): boolean {
  const slots = factoryOf(parent)?.slots ?? null;
  return slots !== null && (parent as t.CallExpression).arguments[slots] === node;
}

/** The variables by which Vue's compiled templates reach what they name. */
const SCOPE = /^(\$setup\.|\$options\.|_ctx\.|_component_)/;

/** A name as it stands in the template. */
export function templateName(name: string): string {
  return name.replace(SCOPE, '');
}

/** What stands in the source in place of a function that a compiler calls. */
const DIRECTIVES: Record<string, string> = {
  _renderList: 'v-for',
  _ssrRenderList: 'v-for',
  '$.derived': '$derived',
  '$.user_effect': '$effect',
  '$.user_pre_effect': '$effect.pre',
};

/**
 * The directive or rune that a call stands for: `v-for` for `_renderList()`.
 *
 * @returns undefined for calls that stand in the source
 */
export function directiveOf({
  callee,
}: t.CallExpression | t.OptionalCallExpression | t.NewExpression) {
  const path =
    callee.type === 'MemberExpression' && callee.object.type === 'Identifier'
      ? [callee.object, callee.property]
      : [callee];
  const name = path.map((node) => (node.type === 'Identifier' ? node.name : '')).join('.');
  return Object.hasOwn(DIRECTIVES, name) ? DIRECTIVES[name] : undefined;
}

/** Whether the value of a call is its first argument to a reader: `_withCtx(() => …)` */
export function isContextCall(node: t.CallExpression): boolean {
  return node.callee.type === 'Identifier' && node.callee.name === '_withCtx';
}

/** `_cache[0] = …`, by which a handler of a template is made only once. */
export function isCached(node: t.Node): boolean {
  return (
    node.type === 'AssignmentExpression' &&
    node.left.type === 'MemberExpression' &&
    node.left.object.type === 'Identifier' &&
    node.left.object.name === '_cache'
  );
}
