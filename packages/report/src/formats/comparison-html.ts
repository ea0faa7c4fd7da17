import { renderPage } from '../page/render-page.js';
import type { ComparisonFormat } from './comparison-format.js';

/** The page with nothing but the comparison and its flame graph, as one file that works from disk. */
export const comparisonHtml: ComparisonFormat = {
  name: 'html',
  content: 'page',
  extensions: ['.html', '.htm'],
  isBinary: false,
  drawsTree: true,
  render: (shown, { onLeftOut } = {}) =>
    renderPage([{ kind: 'comparison', name: 'comparison', shown }], onLeftOut),
};
