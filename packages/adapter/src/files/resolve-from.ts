import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';

/**
 * Resolves a module as code in a directory would.
 *
 * @returns the path of its file; undefined where it can't be found
 */
export function resolveFrom(directory: string, name: string): string | undefined {
  try {
    return createRequire(join(resolve(directory), 'noop.js')).resolve(name);
  } catch {
    return undefined;
  }
}
