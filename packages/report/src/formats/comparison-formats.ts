import type { ComparisonFormat } from './comparison-format.js';
import { comparisonHtml } from './comparison-html.js';
import { comparisonJson } from './comparison-json.js';
import { comparisonMarkdown } from './comparison-markdown.js';
import { comparisonText } from './comparison-text.js';

/** The formats of a comparison; the first is that of files without an extension. */
export const COMPARISON_FORMATS: readonly ComparisonFormat[] = [
  comparisonText,
  comparisonJson,
  comparisonMarkdown,
  comparisonHtml,
];
