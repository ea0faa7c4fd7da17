export { caveatSubject, type Caveat } from './compare/caveats.js';
export {
  exactChanges,
  presence,
  REGRESSIONS,
  regressions,
  type Regression,
} from './compare/changes.js';
export {
  comparedTree,
  compareTrees,
  largerWidths,
  runTree,
  type ComparedTree,
  type RunTree,
  type RunWithTree,
  type TreeFigure,
} from './compare/compared-tree.js';
export { type TimingDifference } from './compare/call-timing.js';
export { compareProfiles } from './compare/compare-profiles.js';
export { compareRuns, type CompareOptions } from './compare/compare-runs.js';
export {
  type ComparedEdge,
  type ComparedFunction,
  type ComparedSide,
  type Comparison,
} from './compare/comparison.js';
export {
  DEFAULT_THRESHOLDS,
  isExactChange,
  isLargeTime,
  varies,
  type Difference,
  type Thresholds,
  type DifferenceVerdict,
} from './compare/difference.js';
export { LEAST_RUNS, type TestFamily } from './compare/judge.js';
export { type MovedFile } from './compare/match-files.js';
export { type FunctionPlace } from './compare/match-functions.js';
export {
  COMPARED_COUNTS,
  COMPARED_TIMES,
  RUN_TIMES,
  runFigures,
  type ComparedCount,
  type ComparedTime,
  type RunFigures,
  type RunTime,
} from './compare/run-figures.js';
export { pruneComparedTree } from './compare/prune-compared-tree.js';
export { unjudgedNote } from './compare/unjudged.js';
export { type TimeSplit } from './compare/split.js';
export { type Sample } from './statistics/sample.js';
export {
  summarizeRuns,
  type RunsSummary,
  type SummarizedFunction,
} from './compare/summarize-runs.js';
export { isConstant } from './statistics/sample.js';
