import { writeProfile } from './output.js';
import { readProfileFile } from './profile-file.js';
import type { ReportOptions } from './report-options.js';

/**
 * Prints a saved profile to standard output.
 *
 * @throws {CoroscopeError | ProfileError} if there is none in the file
 */
export function reportProfile(file: string, options: ReportOptions): void {
  // The reader of a pipe may have seen enough.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });
  writeProfile(readProfileFile(file), options, process.stdout);
}
