import type * as t from '@babel/types';

/** What a file calls the helpers of compilers, by the names of variables; each with the helper's own name. */
export type HelperAliases = ReadonlyMap<string, string>;

/** `@babel/runtime/helpers/asyncToGenerator`, `@swc/helpers/_/_async_to_generator`: a helper each. */
const MODULE_OF_ONE = /\/helpers(?:-\w+)?\/(?:esm\/|_\/|src\/)?(\w+)(?:\.[cm]?js)?$/;
const MODULE_OF_ALL = /^(?:tslib(?:\/.*)?|@swc\/helpers)$/;

/**
 * Finds the helpers that a file imports, requires, or has taken along: minifiers rename the variables.
 *
 * @example
 * import { __awaiter as e } from 'tslib';
 * import e from '@babel/runtime/helpers/asyncToGenerator';
 * const e = interop(require('@babel/runtime/helpers/asyncToGenerator'));
 * const { __awaiter: e } = require('tslib');
 * var e = (this && this.__awaiter) || function () { … };
 */
export function findHelperAliases(program: t.Program): HelperAliases {
  const aliases = new Map<string, string>();
  for (const statement of program.body) {
    if (statement.type === 'ImportDeclaration') {
      for (const specifier of statement.specifiers) {
        const imported = specifier.type === 'ImportSpecifier' ? nameOf(specifier.imported) : null;
        const helper = helperIn(statement.source.value, imported);
        if (helper !== null) aliases.set(specifier.local.name, helper);
      }
    } else if (statement.type === 'VariableDeclaration') {
      for (const { id, init } of statement.declarations) {
        if (init) addVariable(aliases, id, init);
      }
    }
  }
  return aliases;
}

function addVariable(aliases: Map<string, string>, id: t.Node, init: t.Expression): void {
  const source = requiredBy(init);
  if (id.type === 'Identifier') {
    const helper = source === null ? ownHelper(init) : helperIn(source, null);
    if (helper !== null) aliases.set(id.name, helper);
  } else if (id.type === 'ObjectPattern' && source !== null) {
    for (const property of id.properties) {
      if (property.type !== 'ObjectProperty' || property.value.type !== 'Identifier') continue;
      const helper = helperIn(source, nameOf(property.key));
      if (helper !== null) aliases.set(property.value.name, helper);
    }
  }
}

/** @param imported null for all that the module exports, or its default */
function helperIn(source: string, imported: string | null): string | null {
  if (MODULE_OF_ALL.test(source)) return imported;
  return MODULE_OF_ONE.exec(source)?.[1] ?? null;
}

function nameOf(key: t.Node): string | null {
  return key.type === 'Identifier' ? key.name : key.type === 'StringLiteral' ? key.value : null;
}

/** The module in `require('…')`, `interop(require('…'))`, `require('…').default` */
function requiredBy(node: t.Expression): string | null {
  if (node.type === 'MemberExpression') return requiredBy(node.object as t.Expression);
  if (node.type !== 'CallExpression') return null;
  const [argument] = node.arguments;
  if (argument?.type === 'CallExpression') return requiredBy(argument);
  const isRequire = node.callee.type === 'Identifier' && node.callee.name === 'require';
  return isRequire && argument?.type === 'StringLiteral' ? argument.value : null;
}

/** The helper in `(this && this.__awaiter) || function () { … }`; null for any other expression. */
export function ownHelper(node: t.Expression): string | null {
  if (node.type === 'ParenthesizedExpression') return ownHelper(node.expression);
  if (node.type === 'LogicalExpression') {
    return ownHelper(node.operator === '||' ? node.left : node.right);
  }
  const isOwn = node.type === 'MemberExpression' && node.object.type === 'ThisExpression';
  return isOwn && node.property.type === 'Identifier' && node.property.name.startsWith('__')
    ? node.property.name
    : null;
}
