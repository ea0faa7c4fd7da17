import type { Trace } from '@coroscope/profile';
import { joinSections } from '../terminal/section.js';
import { renderLongestActivations } from './longest-activations.js';
import type { TraceReportOptions } from './report-options.js';
import { TraceContext } from './trace-context.js';
import { renderTraceSummary } from './trace-summary.js';

/** Renders what a trace holds: how many events, what is missing, the longest activations. */
export function renderTrace(trace: Trace, options: TraceReportOptions = {}): string {
  const context = new TraceContext(trace, options);
  return joinSections([renderTraceSummary(context), renderLongestActivations(context)]);
}
