import type {
  ComparisonOutcome,
  ComparisonReportOptions,
} from '../comparison/comparison-outcome.js';
import type { Format } from './format.js';

/** A format of the comparison of two states of a program. */
export interface ComparisonFormat extends Format<ComparisonOutcome, ComparisonReportOptions> {
  /** Whether it draws the call trees, which are large, so that others do without. */
  drawsTree?: boolean;
}
