import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';

/**
 * Reads the text of a source for the report.
 *
 * @returns undefined if it can't be read: then the report shows no lines of it
 */
export function readSource(directory: string, path: string): string | undefined {
  try {
    return readFileSync(resolve(directory, path), 'utf8');
  } catch {
    return undefined;
  }
}
