import { writeProfile } from '@coroscope/profile';
import { chosenPart } from '../export/exported-profile.js';
import { safeJson } from '../terminal/safe-json.js';
import type { ProfileFormat } from './profile-format.js';

/** The profile itself, or the part that is asked for, as `readProfile` reads it. */
export const json: ProfileFormat = {
  name: 'json',
  content: 'profile',
  extensions: ['.json'],
  isBinary: false,
  opensWith: (file) => ['coroscope', 'report', file],
  render: (profile, options = {}) => [safeJson(writeProfile(chosenPart(profile, options))), '\n'],
};
