// What the adapters of test runners share outside of the tests: versions, options, reporting.
export { checkReportOptions, reportTests, type ReportOptions } from './report-tests.js';
export { checkToolVersion, type Tool } from './tool-version.js';
