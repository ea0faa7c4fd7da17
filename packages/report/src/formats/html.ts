import { compensate, onlyTag } from '@coroscope/profile';
import { renderPage } from '../page/render-page.js';
import type { ProfileFormat } from './profile-format.js';

/** The page, as one file that works from disk. */
export const html: ProfileFormat = {
  name: 'html',
  content: 'page',
  extensions: ['.html', '.htm'],
  isBinary: false,
  render(profile, { compensate: compensates = false, tag, onLeftOut } = {}) {
    const counted = compensates ? compensate(profile) : profile;
    const shown = tag === undefined ? counted : onlyTag(counted, tag);
    return renderPage([{ kind: 'profile', name: 'profile', profile: shown }], onLeftOut);
  },
};
