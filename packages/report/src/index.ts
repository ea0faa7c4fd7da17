export type { BudgetOutcome, BudgetReportOptions } from './budget/budget-outcome.js';
export type {
  ComparisonOutcome,
  ComparisonReportOptions,
} from './comparison/comparison-outcome.js';
export { renderRuns } from './comparison/render-runs.js';
export type { BudgetFormat } from './formats/budget-format.js';
export { budgetGitHub } from './formats/budget-github.js';
export { budgetJUnit } from './formats/budget-junit.js';
export { budgetText } from './formats/budget-text.js';
export type { ComparisonFormat } from './formats/comparison-format.js';
export { COMPARISON_FORMATS } from './formats/comparison-formats.js';
export type { Format } from './formats/format.js';
export { formatOfFile } from './formats/format-of-file.js';
export { limitedPprof, type LimitedPprof, type PprofLimits } from './export/limited-pprof.js';
export { WEIGHT_NAMES, WEIGHTS, type WeightName } from './export/weights.js';
export type { ProfileFormat, ProfileFormatOptions } from './formats/profile-format.js';
export { PARQUET_COLUMNS } from './formats/profile-parquet.js';
export type { ExportOptions } from './export/export-options.js';
export { PROFILE_FORMATS } from './formats/profile-formats.js';
export type { TraceFormat } from './formats/trace-format.js';
export { TRACE_FORMATS } from './formats/trace-formats.js';
export * from './page.js';
export { renderLive } from './live/render-live.js';
export type { LiveOptions, LiveReading, LiveThread } from './live/live-reading.js';
export type { FunctionFilter } from './profile/function-filter.js';
export { renderText } from './profile/render-text.js';
export type { ProfileReportOptions } from './profile/report-options.js';
export { parseSortKey, SORT_KEYS, type SortKey } from './profile/sort-key.js';
export { capabilitiesOf, type Capabilities, type Output } from './terminal/capabilities.js';
export { printable } from './terminal/printable.js';
export type { TextOptions } from './terminal/text-options.js';
export { renderTests, type TestRunReportOptions } from './tests/render-tests.js';
export type { TraceExportOptions } from './trace/export-options.js';
export { renderCriticalPath } from './trace/critical-path/render-critical-path.js';
export { renderTimeline } from './trace/render-timeline.js';
export { renderTrace } from './trace/render-trace.js';
export type { TraceReportOptions } from './trace/report-options.js';
