import { writable } from 'empathic/access';
import * as find from 'empathic/find';
import envPaths from 'env-paths';
import { join } from 'node:path';
import { contentHash } from './content-hash.js';

const NAME = 'coroscope';

/** The cache of the `node_modules` that a directory uses, or else a folder for it in the user's cache. */
export function cacheDirectory(directory: string): string {
  return cacheOfModules(directory) ?? join(userCache(), contentHash(directory).slice(0, 16));
}

/** The same for what does not depend on the directory: the user's cache has one folder for all. */
export function sharedCacheDirectory(directory: string): string {
  return cacheOfModules(directory) ?? userCache();
}

function cacheOfModules(directory: string): string | undefined {
  const modules = find.dir('node_modules', { cwd: directory });
  return modules !== undefined && writable(modules) ? join(modules, '.cache', NAME) : undefined;
}

function userCache(): string {
  return envPaths(NAME, { suffix: '' }).cache;
}
