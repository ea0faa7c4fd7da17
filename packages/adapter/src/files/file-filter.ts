import { extname, relative } from 'node:path';
import type { AdapterOptions } from '../options/adapter-options.js';
import { createGlobMatcher, toPosix } from './glob-matcher.js';

/** The options that say which files are instrumented. */
export type FileFilterOptions = Pick<
  AdapterOptions,
  'include' | 'exclude' | 'extension' | 'cwd' | 'all'
>;

/** Vite puts the user's configuration, with the plugins that it imports, into `.vite-temp` to load it. */
const DEPENDENCY = /(^|\/)node_modules\/(?!\.vite-temp\/)/;

/**
 * Tells which files are instrumented, by their absolute paths: the user's own code, outside of
 * `node_modules`, unless the options say otherwise.
 *
 * @param cwd what globs are relative to unless the options say so
 * @param extensions of the files to instrument unless the options say so; any if not given
 */
export function createFileFilter(
  options: FileFilterOptions,
  cwd: string,
  extensions?: readonly string[],
): (path: string) => boolean {
  const root = options.cwd ?? cwd;
  const allowed = options.extension === undefined ? extensions : [options.extension].flat();
  const include = [options.include ?? []].flat();
  const isIncluded = include.length > 0 ? createGlobMatcher(include, root) : isOwn;
  const exclude = [options.exclude ?? []].flat();
  const isExcluded = exclude.length > 0 ? createGlobMatcher(exclude, root) : () => false;

  function isOwn(path: string): boolean {
    return !DEPENDENCY.test(toPosix(relative(root, path)));
  }

  return (path) => {
    if (allowed && !allowed.includes(extname(path))) return false;
    if (isExcluded(path)) return false;
    return options.all === true || isIncluded(path);
  };
}
