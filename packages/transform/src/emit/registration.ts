import type * as t from '@babel/types';
import { ABI_VERSION } from '@coroscope/runtime/contract';
import {
  arrayExpression,
  assignment,
  binary,
  call,
  declaration,
  functionDeclaration,
  identifier,
  importDeclaration,
  importSpecifier,
  logicalOr,
  member,
  notCovered,
  numericLiteral,
  returnStatement,
  stringLiteral,
} from '../ast/builders.js';
import type { FileState } from '../walk/file-state.js';

/** The arguments with which a file registers itself. */
export interface Registration {
  file: string | string[];
  functions: number;
  sites: number;
  metadata: string;
}

/** The statement by which the file reaches the probes; null where they are a global. */
export function reachRuntime({ names, settings }: FileState): t.Statement | null {
  if (settings.runtime === 'global') return null;
  const specifier = stringLiteral(settings.runtimeModule);
  if (settings.runtime === 'require') {
    const required = call(identifier('require'), [specifier]);
    return declaration('var', identifier(names.probes), member(required, 'probes'));
  }
  return importDeclaration([importSpecifier('probes', names.probes)], specifier);
}

/**
 * The function `$b`, which registers the file when it is first called. It is hoisted, since a function
 * of the file can be called before its module has begun.
 */
export function functionIdFunction(registration: Registration, { names }: FileState): t.Statement {
  const { file, functions, sites, metadata } = registration;
  const sources =
    typeof file === 'string' ? stringLiteral(file) : arrayExpression(file.map(stringLiteral));
  const register = call(member(identifier(names.probes), 'register'), [
    numericLiteral(ABI_VERSION),
    sources,
    numericLiteral(functions),
    numericLiteral(sites),
    stringLiteral(metadata),
  ]);
  const base = logicalOr(
    identifier(names.firstId),
    assignment(identifier(names.firstId), register),
  );
  const id = returnStatement(binary(base, '+', identifier('index')));
  return Object.assign(
    functionDeclaration(names.functionId, [identifier('index')], [id]),
    notCovered(),
  );
}
