import type * as t from '@babel/types';
import { some } from './walk.js';

/**
 * Whether a file has been instrumented before: by a tool that it went through earlier, or by one that
 * is configured twice. What tells is that it registers itself, or, of a bundle, any of its files.
 */
export function isInstrumented(program: t.Program, code: string | undefined): boolean {
  return (code?.includes('.register(1') ?? true) && some(program, isRegistration);
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
