export { activities, type Activity } from './activity.js';
export {
  BUDGET_FIGURES,
  type Budget,
  type BudgetFigure,
  type BudgetLimits,
  type BudgetPath,
} from './budget/budget.js';
export type { BudgetCause } from './budget/budget-causes.js';
export {
  checkBudget,
  type BudgetCheck,
  type BudgetExcess,
  type BudgetViolation,
} from './budget/check-budget.js';
export { readBudget } from './budget/read-budget.js';
export { updateBudget } from './budget/update-budget.js';
export { callTree, type CallTreeNode } from './call-tree.js';
export { callersAndCallees, type CallEdge, type CallersAndCallees } from './callers-and-callees.js';
export { compensate } from './compensate.js';
export * from './document.js';
export { findings } from './findings.js';
export type {
  AwaitInLoop,
  BlockedEventLoop,
  Finding,
  PausedGenerator,
  SequentialAwaits,
  UnsettledAwait,
} from './findings/finding.js';
export type { FindingWording } from './findings/wording.js';
export { functionTable, type FunctionRow } from './function-table.js';
export { addHistograms, bucketBounds, histogramCount, percentile } from './histogram.js';
export type { Percentiles } from './histogram.js';
export { mergeProfiles } from './merge-profiles.js';
export { mergeTags } from './merge-tags.js';
export { mergeRecursion, type RecursionFreeNode } from './merge-recursion.js';
export { onlyTag } from './only-tag.js';
export { ProfileError } from './profile-error.js';
export { readProfile } from './read-profile.js';
export { siteTable, type SiteRow } from './site-table.js';
export { slowestAwaits } from './slowest-awaits.js';
export { addSourceLines } from './source-lines.js';
export { tagTable, type TagRow } from './tag-table.js';
export type { TestFigures } from './test-figures.js';
export { totals, type Totals } from './totals.js';
export * from './trace/index.js';
