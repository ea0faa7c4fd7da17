export { renderBudgetAnnotations } from './budget/github.js';
export { renderBudgetJUnit } from './budget/junit.js';
export { renderBudgetCheck, type BudgetTextOptions } from './budget/text.js';
export type { FunctionFilter } from './function-filter.js';
export { parseSortKey, SORT_KEYS, type SortKey } from './sort-key.js';
export { capabilitiesOf, type Capabilities, type Output } from './terminal.js';
export { renderTests, type TestReportOptions } from './tests/render-tests.js';
export { renderText, type TextReportOptions } from './text/render-text.js';
