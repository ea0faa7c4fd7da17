import type * as t from '@babel/types';
import type { FileState } from './file-state.js';
import type { Rewritings } from './walk.js';
import { visitChildren } from './walk.js';

/** Types are gone when the program runs: nothing in them is visited. */
const skip = (node: t.Node): t.Node => node;

/** `declare namespace N { … }` is a type; without `declare` it is code. */
function visitUnlessDeclared(node: t.TSModuleDeclaration, file: FileState) {
  return node.declare ? node : visitChildren(node, file);
}

export const TYPES: Rewritings = {
  DeclareClass: skip,
  DeclareFunction: skip,
  DeclareModule: skip,
  InterfaceDeclaration: skip,
  TypeAlias: skip,
  TypeAnnotation: skip,
  TypeParameterDeclaration: skip,
  TypeParameterInstantiation: skip,
  TSDeclareFunction: skip,
  TSDeclareMethod: skip,
  TSInterfaceDeclaration: skip,
  TSModuleDeclaration: visitUnlessDeclared,
  TSTypeAliasDeclaration: skip,
  TSTypeAnnotation: skip,
  TSTypeParameterDeclaration: skip,
  TSTypeParameterInstantiation: skip,
};
