import type { TagFunction } from '@coroscope/runtime';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { oneLine } from '../messages/one-line.js';
import { say } from '../messages/say.js';

/**
 * Loads the tag function: the default export of a module of the program. If there is none, that is
 * reported, and the result is undefined. The module shares its imports with the program: the same
 * `AsyncLocalStorage`, for instance.
 */
export async function loadTagFunction(
  file: string,
  directory: string,
  importModule: (url: string) => Promise<unknown>,
): Promise<TagFunction | undefined> {
  const path = resolve(directory, file);
  try {
    const module = (await importModule(pathToFileURL(path).href)) as { default?: unknown };
    if (typeof module.default === 'function') return module.default as TagFunction;
    say(`nothing is tagged, as the default export of ${file} is no function`);
  } catch (error) {
    say(`nothing is tagged, as its module could not be loaded: ${oneLine(error, path)}`);
  }
  return undefined;
}
