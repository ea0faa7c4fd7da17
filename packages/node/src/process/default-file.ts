import { join } from 'node:path';
import { cacheDirectory } from '@coroscope/adapter/cache';

/** The file that a profile is saved to where no option names one. */
export function defaultProfileFile(directory: string): string {
  return join(cacheDirectory(directory), 'profile.json');
}
