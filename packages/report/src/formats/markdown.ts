import { renderMarkdown } from '../profile/render-markdown.js';
import type { ProfileFormat } from './profile-format.js';

/** What ran, the verdict and the findings, for the comments of a pull request. */
export const markdown: ProfileFormat = {
  name: 'markdown',
  content: 'summary',
  extensions: ['.md'],
  isBinary: false,
  render: (profile, options) => [renderMarkdown(profile, options)],
};
