import { renderComparisonMarkdown } from '../comparison/render-comparison-markdown.js';
import type { ComparisonFormat } from './comparison-format.js';

/** A comparison for the comments of a pull request. */
export const comparisonMarkdown: ComparisonFormat = {
  name: 'markdown',
  content: 'comparison',
  extensions: ['.md'],
  isBinary: false,
  render: (outcome, options) => [renderComparisonMarkdown(outcome, options)],
};
