import { CoroscopeError } from '@coroscope/node';
import { accessSync, constants, statSync } from 'node:fs';
import { dirname } from 'node:path';

/**
 * Checks that a file can be written.
 *
 * @param option The option that names the file.
 * @throws {CoroscopeError} if the file can't be written
 */
export function checkWritable(file: string, option: string): void {
  try {
    const existing = statSync(file, { throwIfNoEntry: false });
    if (existing?.isDirectory()) throw new Error('it is a directory');
    accessSync(existing ? file : dirname(file), constants.W_OK);
  } catch (error) {
    throw unwritable(file, option, error);
  }
}

/** The error for a file that can't be written. */
export function unwritable(file: string, option: string, error: unknown): CoroscopeError {
  const [reason] = (error as Error).message.split(', ');
  return new CoroscopeError(`can't write ${file} (${reason}); name another file with ${option}`);
}
