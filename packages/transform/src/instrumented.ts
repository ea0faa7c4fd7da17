import type * as t from '@babel/types';
import { some } from './walk.js';

/**
 * Whether a file has been instrumented before: by a tool that it went through earlier, or by one that
 * is configured twice. What tells is the function by which the file registers itself, under any name.
 */
export function isInstrumented({ body }: t.Program): boolean {
  return body.some((node) => {
    if (node.type !== 'FunctionDeclaration' || node.params.length !== 1) return false;
    const last = node.body.body.at(-1);
    return last?.type === 'ReturnStatement' && some(last, isRegistration);
  });
}

const REGISTRATION = ['Numeric', '', 'Numeric', 'Numeric', 'String'];

/** `$c.register(1, file, functionCount, siteCount, metadata)` */
function isRegistration(node: t.Node): true | undefined {
  if (node.type !== 'CallExpression' || node.callee.type !== 'MemberExpression') return undefined;
  const { property } = node.callee;
  if (property.type !== 'Identifier' || property.name !== 'register') return undefined;
  const args = node.arguments;
  const isOurs =
    args.length === REGISTRATION.length &&
    args.every(({ type }, i) => type.startsWith(REGISTRATION[i]!));
  return isOurs || undefined;
}
