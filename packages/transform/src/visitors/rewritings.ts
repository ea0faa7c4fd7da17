import type * as t from '@babel/types';
import type { SiteKind } from '@coroscope/runtime/contract';
import type { FileState } from '../walk/file-state.js';
import type { Visitors } from '../walk/visitor.js';
import { visitAwaitExpression } from './await-expression.js';
import { visitBlockStatement } from './block-statement.js';
import { visitClass } from './class.js';
import { visitDoExpression } from './do-expression.js';
import { visitForOfStatement } from './for-of-statement.js';
import { visitForStatement } from './for-statement.js';
import { visitFunction } from './function.js';
import { visitLabeledStatement } from './labeled-statement.js';
import { visitLoop } from './loop.js';
import { visitNonLeaf } from './non-leaf.js';
import { visitReturnStatement } from './return-statement.js';
import { skipModuleExpression, visitCall } from './serialized-functions.js';
import { visitTryStatement } from './try-statement.js';
import { TYPES } from './types.js';
import { visitVariableDeclaration } from './variable-declaration.js';
import { visitVariableDeclarator } from './variable-declarator.js';
import { visitWithStatement } from './with-statement.js';
import { visitYieldExpression } from './yield-expression.js';

/** The types of node with a site; a kind of site that is missing does not compile. */
type SiteNodes = Exhaustive<{
  await: 'AwaitExpression';
  yield: 'YieldExpression';
  'yield*': 'YieldExpression';
  // Also in the head of a loop: `for (await using …;;)`, `for (await using … of …)`.
  'await using': 'VariableDeclaration' | 'ForStatement' | 'ForOfStatement';
  'for await': 'ForOfStatement';
  // An arrow function whose body is an expression returns its value.
  return: 'ReturnStatement' | 'ArrowFunctionExpression';
}>;

type Exhaustive<T extends Record<SiteKind, t.Node['type']>> = T;

/** The visitor of each type of node that is rewritten, or has to be recorded. */
export const REWRITINGS: Visitors<FileState> &
  Required<Pick<Visitors<FileState>, SiteNodes[SiteKind]>> = {
  // Functions
  FunctionDeclaration: visitFunction,
  FunctionExpression: visitFunction,
  ArrowFunctionExpression: visitFunction,
  ObjectMethod: visitFunction,
  ClassMethod: visitFunction,
  ClassPrivateMethod: visitFunction,
  StaticBlock: visitFunction,
  DoExpression: visitDoExpression,
  ModuleExpression: skipModuleExpression,

  // Sites, where an activation can leave the stack: the whole list
  AwaitExpression: visitAwaitExpression,
  YieldExpression: visitYieldExpression,
  ReturnStatement: visitReturnStatement,
  ForOfStatement: visitForOfStatement,
  VariableDeclaration: visitVariableDeclaration,
  ForStatement: visitForStatement,

  // Where it comes back, or what is assembled once its children have been rewritten
  TryStatement: visitTryStatement,
  VariableDeclarator: visitVariableDeclarator,
  BlockStatement: visitBlockStatement,
  LabeledStatement: visitLabeledStatement,

  // What no leaf contains
  ArrayPattern: visitNonLeaf,
  CallExpression: visitCall,
  ClassDeclaration: visitClass,
  ClassExpression: visitClass,
  DoWhileStatement: visitLoop,
  ForInStatement: visitLoop,
  ImportExpression: visitNonLeaf,
  JSXElement: visitNonLeaf,
  JSXFragment: visitNonLeaf,
  NewExpression: visitNonLeaf,
  OptionalCallExpression: visitCall,
  SpreadElement: visitNonLeaf,
  TaggedTemplateExpression: visitNonLeaf,
  TSEnumDeclaration: visitNonLeaf,
  WhileStatement: visitLoop,

  WithStatement: visitWithStatement,
  ...TYPES,
};
