import type * as t from '@babel/types';
import type { FileState } from '../walk/file-state.js';
import { visitChildren } from '../walk/visit.js';
import type { Visitors } from '../walk/visitor.js';

/**
 * Skips a type, which is gone when the program runs.
 *
 * @example
 * interface A { f(): Promise<void> } // unchanged
 */
const skipType = (node: t.Node): t.Node => node;

/**
 * Visits a namespace, which is code unless it is declared only.
 *
 * @example
 * declare namespace N { const f: () => void; } // unchanged
 */
function visitNamespace(node: t.TSModuleDeclaration, file: FileState): t.Node {
  return node.declare ? node : visitChildren(node, file);
}

/** The visitors of types, a part of `REWRITINGS`. */
export const TYPES: Visitors<FileState> = {
  DeclareClass: skipType,
  DeclareFunction: skipType,
  DeclareModule: skipType,
  InterfaceDeclaration: skipType,
  TypeAlias: skipType,
  TypeAnnotation: skipType,
  TypeParameterDeclaration: skipType,
  TypeParameterInstantiation: skipType,
  TSDeclareFunction: skipType,
  TSDeclareMethod: skipType,
  TSInterfaceDeclaration: skipType,
  TSModuleDeclaration: visitNamespace,
  TSTypeAliasDeclaration: skipType,
  TSTypeAnnotation: skipType,
  TSTypeParameterDeclaration: skipType,
  TSTypeParameterInstantiation: skipType,
};
