import type { Profile } from '@coroscope/runtime';
import { figures } from './figures.js';

/** Lets the user of a page save its figures as a file, for `coroscope report`. */
export function download(profile: Profile = figures(), filename = 'coroscope-profile.json'): void {
  const url = URL.createObjectURL(
    new Blob([JSON.stringify(profile)], { type: 'application/json' }),
  );
  const link = document.createElement('a');
  link.href = url;
  link.download = filename;
  link.click();
  // The browser has begun to read it by the next task.
  setTimeout(() => URL.revokeObjectURL(url));
}
