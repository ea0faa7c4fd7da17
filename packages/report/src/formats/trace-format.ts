import type { Trace } from '@coroscope/profile';
import type { TraceExportOptions } from '../trace/export-options.js';
import type { Format } from './format.js';

/** A format of a trace. */
export type TraceFormat = Format<Trace, TraceExportOptions>;
