import type { FunctionKind, FunctionMetadata } from '@coroscope/runtime/contract';
import type { Dependences } from '../dependence/dependences.js';

/** What is known so far about the function whose body is being walked. */
export interface Frame {
  readonly kind: FunctionKind;
  /** Null for a function that is left alone: nothing in its body is rewritten. */
  readonly metadata: FunctionMetadata | null;
  /** The prefix of the qualified names of the functions inside. */
  readonly path: string;
  /** Which of its awaits depend on which; null where it has less than two, or is left alone. */
  readonly dependences: Dependences | null;
  /** Whether the function is a generator that runs as an async function: its `yield`s are awaits. */
  readonly isLowered: boolean;
  /** Whether nothing has been found that a leaf does not do. */
  isLeaf: boolean;
  /** The number of the function's loops around the node being visited. */
  loopDepth: number;
  /** The number of sites at which an activation leaves the stack. */
  suspensions: number;
  /** The number of returned values that may be promises. */
  promiseReturns: number;
  /** The number of loops and scopes whose end can throw, and so override such a return. */
  overridableReturns: number;
}

export function newFrame(
  kind: FunctionKind,
  metadata: FunctionMetadata | null,
  path: string,
  dependences: Dependences | null = null,
  isLowered = false,
): Frame {
  return {
    kind,
    metadata,
    path,
    dependences,
    isLowered,
    isLeaf: true,
    loopDepth: 0,
    suspensions: 0,
    promiseReturns: 0,
    overridableReturns: 0,
  };
}
