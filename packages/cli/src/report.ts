import { compensate, onlyTag } from '@coroscope/profile';
import { writeProfile } from './output.js';
import { readProfileFile } from './profile-file.js';
import type { ReportOptions } from './report-options.js';

/**
 * Prints a saved profile to standard output.
 *
 * @throws {CoroscopeError | ProfileError} if there is none in the file, or not what is asked for
 */
export function reportProfile(file: string, options: ReportOptions): void {
  // The reader of a pipe may have seen enough.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });
  const profile = readProfileFile(file);
  // Errors of these name the file; a report knows none.
  if (options.compensate) compensate(profile, file);
  if (options.tag !== undefined) onlyTag(profile, options.tag, file);
  writeProfile(profile, options, process.stdout);
}
