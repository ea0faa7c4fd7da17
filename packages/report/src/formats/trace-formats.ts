import { chrome } from './chrome.js';
import { otlp } from './otlp.js';
import { parquet } from './parquet.js';
import type { TraceFormat } from './trace-format.js';

/** The formats of a trace. */
export const TRACE_FORMATS: readonly TraceFormat[] = [chrome, otlp, parquet];
