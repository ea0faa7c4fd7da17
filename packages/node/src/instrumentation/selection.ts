import { createFileFilter } from '@coroscope/adapter';
import { isAbsolute } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { NodeOptions } from '../options/node-options.js';

/** The function that decides by its path whether a file is instrumented. */
export function createSelection({
  include,
  exclude,
  all,
  cwd,
}: Pick<NodeOptions, 'include' | 'exclude' | 'all' | 'cwd'>): (path: string) => boolean {
  const isChosen = createFileFilter({ include, exclude, all }, cwd);
  // Code that is no file, as that of `node --eval`, goes by a name like `[eval]`.
  return (path) => isAbsolute(path) && !isOurs(path) && !isPackageManager(path) && isChosen(path);
}

/** The directory that holds this package and its siblings: a checkout's, or the scope's. */
const siblings = fileURLToPath(new URL('../../..', import.meta.url));

/** Whether a file is part of the profiler, which must never observe itself. */
function isOurs(path: string): boolean {
  return (
    /[\\/]node_modules[\\/](@coroscope[\\/][^\\/]+|coroscope)[\\/]dist[\\/]/.test(path) ||
    (path.startsWith(siblings) && /^[^\\/]+[\\/]dist[\\/]/.test(path.slice(siblings.length)))
  );
}

/** Whether a file is part of a package manager that lies outside of `node_modules`. */
function isPackageManager(path: string): boolean {
  return /[\\/](\.yarn[\\/]releases|corepack[\\/]v\d+)[\\/]/.test(path);
}
