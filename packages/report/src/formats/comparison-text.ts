import { renderComparison } from '../comparison/render-comparison.js';
import type { ComparisonFormat } from './comparison-format.js';

/** A comparison for a person. */
export const comparisonText: ComparisonFormat = {
  name: 'text',
  content: 'comparison',
  extensions: ['.txt', '.log'],
  isBinary: false,
  render: (outcome, options) => [renderComparison(outcome, options)],
};
