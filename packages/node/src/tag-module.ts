import type { TagFunction } from '@coroscope/runtime';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { oneLine, say } from './messages.js';

/**
 * The tag function that a module of the program's has as its default export; undefined, and told, if
 * it gives none. What the module imports is the program's own: the same `AsyncLocalStorage`, say.
 */
export async function loadTagFunction(
  file: string,
  directory: string,
): Promise<TagFunction | undefined> {
  const path = resolve(directory, file);
  try {
    const module = (await import(pathToFileURL(path).href)) as { default?: unknown };
    if (typeof module.default === 'function') return module.default as TagFunction;
    say(`nothing is tagged, as the default export of ${file} is no function`);
  } catch (error) {
    say(`nothing is tagged, as its module could not be loaded: ${oneLine(error, path)}`);
  }
  return undefined;
}
