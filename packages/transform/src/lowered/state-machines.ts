import type * as t from '@babel/types';
import { isFunctionExpression } from '../ast/predicates.js';
import { some } from '../ast/some.js';

const TRACE = /__generator|_ts_generator|[rR]egenerator/;
const RUNNER = /^(__|_ts_)generator\d*$/;
const REGENERATOR = /^_*regenerator(Runtime)?\d*$/;
/** `mark` and `wrap` of regenerator, and what newer versions of Babel call them. */
const REGENERATOR_METHODS = new Set(['mark', 'wrap', 'm', 'w']);

/**
 * Whether generators have been compiled to state machines, as for ES5, in which no `yield` or `await` is
 * left to be seen: by `__generator` of TypeScript, `_ts_generator` of SWC, or regenerator.
 */
export function holdsStateMachines(program: t.Program, code: string | undefined): boolean {
  return (code === undefined || TRACE.test(code)) && some(program, isStateMachine);
}

/** `__generator(this, function (_a) { … })`, `_regenerator().w(function (_context) { … })` */
function isStateMachine(node: t.Node): true | undefined {
  if (node.type !== 'CallExpression' || !node.arguments.some(isFunctionExpression)) {
    return undefined;
  }
  let { callee }: { callee: t.Node } = node;
  if (callee.type === 'SequenceExpression') callee = callee.expressions.at(-1)!;
  if (callee.type === 'Identifier') return RUNNER.test(callee.name) || undefined;
  if (callee.type !== 'MemberExpression' || callee.property.type !== 'Identifier') return undefined;
  const { object, property } = callee;
  if (RUNNER.test(property.name)) return true;
  return (REGENERATOR_METHODS.has(property.name) && isRegenerator(object)) || undefined;
}

/** `regeneratorRuntime`, `_regenerator()`, `_regenerator2.default`, `(0, _regenerator2.default)()` */
function isRegenerator(node: t.Node): boolean {
  switch (node.type) {
    case 'Identifier':
      return REGENERATOR.test(node.name);
    case 'CallExpression':
      return isRegenerator(node.callee);
    case 'MemberExpression':
      return isRegenerator(node.object);
    case 'SequenceExpression':
      return isRegenerator(node.expressions.at(-1)!);
    default:
      return false;
  }
}
