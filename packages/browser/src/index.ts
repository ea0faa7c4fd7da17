export { probes, profiler, type Profile } from '@coroscope/runtime';
export { download } from './download.js';
export { figures } from './figures.js';
export { report, type ReportOptions } from './report.js';
export { send } from './send.js';
