import { rewriteBlock, rewriteDeclaration, rewriteFor } from './disposal.js';
import { rewriteFunction, visitDo } from './functions.js';
import { rewriteDeclarator, rewriteForOf, visitLoop } from './iteration.js';
import { visitLabeled } from './labels.js';
import { visitBusy } from './leaves.js';
import { rewriteTry } from './resumption.js';
import { leaveModule, visitCall } from './shipped.js';
import { visitClass } from './source-text.js';
import { rewriteAwait, rewriteReturn, rewriteYield } from './suspensions.js';
import { TYPES } from './types.js';
import type { Rewritings } from './walk.js';
import { visitWith } from './with.js';

/** What is done at each type of node. */
export const REWRITINGS: Rewritings = {
  // Functions
  FunctionDeclaration: rewriteFunction,
  FunctionExpression: rewriteFunction,
  ArrowFunctionExpression: rewriteFunction,
  ObjectMethod: rewriteFunction,
  ClassMethod: rewriteFunction,
  ClassPrivateMethod: rewriteFunction,
  StaticBlock: rewriteFunction,
  DoExpression: visitDo,
  ModuleExpression: leaveModule,

  // Where an activation can leave the stack: this is the whole list
  AwaitExpression: rewriteAwait,
  YieldExpression: rewriteYield,
  ReturnStatement: rewriteReturn,
  ForOfStatement: rewriteForOf,
  VariableDeclaration: rewriteDeclaration,
  ForStatement: rewriteFor,

  // Where it comes back, or what is put together once its parts have been rewritten
  TryStatement: rewriteTry,
  VariableDeclarator: rewriteDeclarator,
  BlockStatement: rewriteBlock,
  LabeledStatement: visitLabeled,

  // What a leaf does not have
  ArrayPattern: visitBusy,
  CallExpression: visitCall,
  ClassDeclaration: visitClass,
  ClassExpression: visitClass,
  DoWhileStatement: visitLoop,
  ForInStatement: visitLoop,
  ImportExpression: visitBusy,
  JSXElement: visitBusy,
  JSXFragment: visitBusy,
  NewExpression: visitBusy,
  OptionalCallExpression: visitCall,
  SpreadElement: visitBusy,
  TaggedTemplateExpression: visitBusy,
  TSEnumDeclaration: visitBusy,
  WhileStatement: visitLoop,

  WithStatement: visitWith,
  ...TYPES,
};
