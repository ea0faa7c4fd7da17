import { CoroscopeError } from '@coroscope/node';
import { readProfile, type Profile } from '@coroscope/profile';
import { readFileSync } from 'node:fs';

/**
 * Reads a saved profile.
 *
 * @throws {CoroscopeError | ProfileError} if there is none in the file
 */
export function readProfileFile(file: string): Profile {
  return readProfile(read(file), file);
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
