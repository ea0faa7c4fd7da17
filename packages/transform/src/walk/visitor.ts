import type * as t from '@babel/types';
import type { Hints } from '../parse/hints.js';
import type { EditedNodes } from '../ast/edited-nodes.js';

/** Rewrites a node, its children included, and returns the node that replaces it. */
export type Visitor<N extends t.Node, S> = (node: N, state: S) => t.Node;

/** Visitors by type of node. A type without one has its children visited. */
export type Visitors<S> = {
  readonly [T in t.Node['type']]?: Visitor<Extract<t.Node, { type: T }>, S>;
};

/** The part of a state `S` that the walk itself needs. */
export interface WalkState<S> {
  readonly visitors: Visitors<S>;
  readonly hints: Hints | null;
  readonly edited: EditedNodes;
  /** The nodes between the file and the one being visited, outermost first. */
  readonly ancestors: t.Node[];
  /** Greater than 0 inside code that is left alone. */
  ignoreDepth: number;
}
