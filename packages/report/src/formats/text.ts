import { renderText } from '../profile/render-text.js';
import type { ProfileFormat } from './profile-format.js';

/** The report that a person reads. */
export const text: ProfileFormat = {
  name: 'text',
  content: 'report',
  extensions: ['.txt', '.log'],
  isBinary: false,
  render: (profile, options) => [renderText(profile, options)],
};
