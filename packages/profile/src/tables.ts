export { activities, type Activity } from './tables/activities.js';
export { callTree, type CallTreeNode } from './tables/call-tree.js';
export {
  callersAndCallees,
  type CallEdge,
  type CallersAndCallees,
} from './tables/callers-and-callees.js';
export { outermostRows, type CallTreeRows } from './tables/context-tree.js';
export { functionTable, type FunctionRow } from './tables/function-table.js';
export { mergeRecursion, type RecursionFreeNode } from './tables/merge-recursion.js';
export { PROCESS_ENDS, processTable, type ProcessRow } from './tables/process-table.js';
export { sequenceTable } from './tables/sequence-table.js';
export { siteTable, type SiteRow } from './tables/site-table.js';
export { slowestAwaits } from './tables/slowest-awaits.js';
export { tagTable, type TagRow } from './tables/tag-table.js';
export { threadTable, type ThreadRow } from './tables/thread-table.js';
export { totals, type Totals } from './tables/totals.js';
