export {
  activationsOf,
  type Activation,
  type Activations,
  type ActivationState,
  type Interval,
  type Resumption,
} from './activations.js';
export {
  criticalPath,
  type CriticalPath,
  type Piece,
  type PieceKind,
  type Visit,
} from './critical-path.js';
export { describeTraceFiles } from './descriptions.js';
export { traceFigures, type TraceFigures } from './figures.js';
export { findActivations } from './find-activations.js';
export { pathTree, type PathNode, type PathWait } from './path-tree.js';
export { readTrace } from './read-trace.js';
export { timeline, type TimelineRow } from './timeline.js';
export type { EventChunk, Trace, TraceContexts } from './trace.js';
