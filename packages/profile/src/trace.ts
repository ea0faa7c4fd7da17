export { AWAITING, ON_STACK, PAUSED, type ActivationTables } from './trace/activation-tables.js';
export {
  activationsOf,
  type Activation,
  type Activations,
  type ActivationState,
  type Interval,
  type Resumption,
} from './trace/activations.js';
export {
  criticalPath,
  type CriticalPath,
  type Piece,
  type PieceKind,
  type Visit,
} from './trace/critical-path.js';
export { describeTraceFiles } from './trace/descriptions.js';
export { traceFigures, type TraceFigures } from './trace/figures.js';
export { findActivations } from './trace/find-activations.js';
export { idleTime } from './trace/idle-time.js';
export { limitOf } from './trace/limit.js';
export { pathTree, type PathNode, type PathWait } from './trace/path-tree.js';
export { readTrace } from './trace/read-trace.js';
export { countEvents, shortenTrace } from './trace/shorten-trace.js';
export {
  streamActivations,
  type ActivationVisitor,
  type StreamedActivation,
} from './trace/stream-activations.js';
export { timeline, type TimelineRow } from './trace/timeline.js';
export type { EventChunk, Trace, TraceContexts } from './trace/trace.js';
