import type * as t from '@babel/types';
import { RUNTIME_KEY } from '@coroscope/runtime/contract';
import { some } from '../ast/some.js';

/**
 * Whether a file holds the runtime, as a chunk of a bundler may: minifiers remove the hint by which it is
 * otherwise left alone.
 */
export function isRuntime(program: t.Program, code: string | undefined): boolean {
  return (code?.includes(RUNTIME_KEY) ?? true) && some(program, isRuntimeKey);
}

/** The key of the engine that all copies of the runtime share, whole or with its version as a variable. */
function isRuntimeKey(node: t.Node): true | undefined {
  const text =
    node.type === 'StringLiteral'
      ? node.value
      : node.type === 'TemplateElement'
        ? node.value.raw
        : '';
  return text.startsWith(RUNTIME_KEY) || undefined;
}

/**
 * Whether a file has been instrumented before, by an earlier tool or by one that is configured twice:
 * it then holds the registration of a file, a bundle of many.
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
