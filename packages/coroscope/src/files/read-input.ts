import { CoroscopeError } from '@coroscope/node';
import { readFileSync } from 'node:fs';

/** The name that stands for standard input. */
export const STANDARD_INPUT = '-';

let hasReadStandardInput = false;

/**
 * Reads a file, or standard input.
 *
 * @param kind What it has to hold, to complete `a file that holds …`.
 * @param advice How to get one, for a file that does not exist.
 * @throws {CoroscopeError} if it can't be read
 */
export function readInput(file: string, kind: string, advice: string): Buffer<ArrayBuffer> {
  if (file === STANDARD_INPUT && hasReadStandardInput) {
    throw new CoroscopeError(
      '- stands for one file, since standard input is read once; name the other',
    );
  }
  hasReadStandardInput ||= file === STANDARD_INPUT;
  try {
    return readFileSync(file === STANDARD_INPUT ? 0 : file) as Buffer<ArrayBuffer>;
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    throw new CoroscopeError(
      code === 'ENOENT'
        ? `there is no ${file}; ${advice}`
        : `can't read ${file} (${message.split(', ')[0]}); name a file that holds ${kind}`,
    );
  }
}
