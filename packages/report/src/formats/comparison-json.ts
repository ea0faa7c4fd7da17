import { safeJson } from '../terminal/safe-json.js';
import type { ComparisonFormat } from './comparison-format.js';

/** The comparison itself, whole: an object of type `Comparison`. */
export const comparisonJson: ComparisonFormat = {
  name: 'json',
  content: 'comparison',
  extensions: ['.json'],
  isBinary: false,
  render: ({ comparison }) => [safeJson(JSON.stringify(comparison)), '\n'],
};
