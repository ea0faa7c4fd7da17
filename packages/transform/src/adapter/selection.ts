import { extname, relative, sep } from 'node:path';
import picomatch from 'picomatch';
import type { AdapterOptions } from './options.js';

export const EXTENSIONS: readonly string[] = [
  '.js',
  '.mjs',
  '.cjs',
  '.jsx',
  '.ts',
  '.mts',
  '.cts',
  '.tsx',
];

/**
 * Tells which files are instrumented. A glob without a slash matches names of files in any
 * directory, and one that names a directory matches what is in it.
 *
 * @param cwd what globs are relative to unless the options say so
 * @param extensions of the files to instrument unless the options say so
 */
export function createSelection(
  options: Pick<AdapterOptions, 'include' | 'exclude' | 'extension' | 'cwd'>,
  cwd: string,
  extensions: readonly string[] = EXTENSIONS,
): (path: string) => boolean {
  const wanted = new Set(options.extension === undefined ? extensions : [options.extension].flat());
  const included = options.include === undefined ? null : matcher(options.include);
  const excluded = matcher(options.exclude ?? []);
  return (path) => {
    if (!wanted.has(extname(path))) return false;
    const name = relative(options.cwd ?? cwd, path)
      .split(sep)
      .join('/');
    if (excluded(name)) return false;
    return included === null ? !/(^|\/)node_modules\//.test(name) : included(name);
  };
}

function matcher(globs: string | readonly string[]): (name: string) => boolean {
  const patterns = [globs].flat().map((glob) => glob.replace(/^\.\//, '').replace(/\/$/, ''));
  const isNamed = picomatch(
    patterns.filter((pattern) => !pattern.includes('/')),
    { dot: true, basename: true },
  );
  const isPlaced = picomatch(
    patterns.flatMap((pattern) => [pattern, `${pattern}/**`]),
    { dot: true },
  );
  return (name) => isNamed(name) || isPlaced(name);
}
