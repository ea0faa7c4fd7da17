import { isAbsolute, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import picomatch from 'picomatch';
import type { NodeOptions } from './options.js';

/** Tells which files are instrumented. */
export type Selection = (path: string) => boolean;

/**
 * The user's own code unless told otherwise: every file outside of `node_modules`. Globs are
 * relative to `directory`; one without a slash matches names of files in any directory, and one
 * that names a directory matches what is in it.
 */
export function createSelection(
  options: Pick<NodeOptions, 'include' | 'exclude' | 'all' | 'directory'>,
): Selection {
  const included = options.include.length > 0 ? matcher(options.include) : undefined;
  const excluded = matcher(options.exclude);
  return (path) => {
    // Code that is no file, as that of `node --eval`, goes by a name like `[eval]`.
    if (!isAbsolute(path) || isOurs(path)) return false;
    const name = relative(options.directory, path).split(sep).join('/');
    if (excluded(name, path)) return false;
    if (options.all) return true;
    return included ? included(name, path) : !isDependency(path);
  };
}

export function isDependency(path: string): boolean {
  return /[\\/]node_modules[\\/]/.test(path);
}

function matcher(globs: string[]): (name: string, path: string) => boolean {
  const patterns = globs.map((glob) => glob.replace(/^\.\//, '').replace(/\/$/, ''));
  const matches = picomatch(
    patterns.flatMap((pattern) => [pattern, `${pattern}/**`]),
    { dot: true },
  );
  const matchesBasename = picomatch(
    patterns.filter((pattern) => !pattern.includes('/')),
    { dot: true, basename: true },
  );
  return (name, path) =>
    matches(name) || matches(path.split(sep).join('/')) || matchesBasename(name);
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
