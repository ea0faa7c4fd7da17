import { criticalPath, type Trace } from '@coroscope/profile';
import { joinSections } from '../../terminal/section.js';
import { TraceContext } from '../trace-context.js';
import type { TraceReportOptions } from '../report-options.js';
import { renderBreakdown } from './breakdown.js';
import { renderPathSummary } from './path-summary.js';
import { renderPathTree } from './path-tree.js';

/**
 * Renders what the elapsed time of an activation was really spent on: summed up by site, and as a tree
 * that says what each wait waited for.
 *
 * @param activation Its index among the trace's activations.
 */
export function renderCriticalPath(
  trace: Trace,
  activation: number,
  options: TraceReportOptions = {},
): string {
  const context = new TraceContext(trace, options);
  const path = criticalPath(trace, activation);
  return joinSections([
    renderPathSummary(activation, path, context),
    renderBreakdown(path, context),
    renderPathTree(path, context),
  ]);
}
