import type * as t from '@babel/types';
import {
  arrayExpression,
  computedMember,
  numericLiteral,
  optionalComputedMember,
} from '../ast/builders.js';
import { mappedTo, type Position } from '../ast/location.js';

// V8 names expressions in its messages. Where they are about what is iterated, it names the callee of an
// optional call, too, but no element of an array.

/**
 * What `for … of` and `yield*` iterate: `[value]?.[0]`
 *
 * @param position of the access, if not that of the value
 *
 * @example
 * for (const y of await x) {}
 * // becomes
 * for (const y of [$c?.resumed($f, await $c.suspend($f, 0, x))]?.[0]) {}
 */
export function unnamed(value: t.Expression, position: Position | null = null): t.Expression {
  const index = numericLiteral(0);
  if (position) value.extra = mappedTo(position, index).extra;
  return optionalComputedMember(arrayExpression([value]), index);
}

/**
 * What `for await` and a spread iterate: `[value][0]`. With an optional access, the message would be about
 * `undefined` for the one, and V8 would place the error of the other at the start of the file.
 */
export function unnamedElement(value: t.Expression): t.Expression {
  return computedMember(arrayExpression([value]), numericLiteral(0));
}
