import { CoroscopeError } from '@coroscope/node';
import { compensate, readProfile } from '@coroscope/profile';
import { readFileSync } from 'node:fs';
import { writeProfile } from './output.js';
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
  const profile = readProfile(read(file), file);
  if (options.compensate) compensate(profile, file);
  writeProfile(profile, options, process.stdout);
}

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    throw new CoroscopeError(
      code === 'ENOENT'
        ? `there is no ${file}; save a profile with: coroscope run --out FILE.json <script>`
        : `can't read ${file} (${message.split(', ')[0]}); name a file that holds a profile`,
    );
  }
}
