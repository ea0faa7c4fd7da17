import { extname, relative, sep } from 'node:path';
import picomatch from 'picomatch';
import type { PluginOptions } from './options.js';

const EXTENSIONS = ['.js', '.mjs', '.cjs', '.jsx', '.ts', '.mts', '.cts', '.tsx'];

/**
 * Tells which files are instrumented. A glob without a slash matches names of files in any
 * directory, and one that names a directory matches what is in it.
 */
export function createSelection(options: PluginOptions, cwd: string): (path: string) => boolean {
  const extensions = new Set(
    options.extension === undefined ? EXTENSIONS : [options.extension].flat(),
  );
  const included = options.include === undefined ? null : matcher(options.include);
  const excluded = matcher(options.exclude ?? []);
  return (path) => {
    if (!extensions.has(extname(path))) return false;
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
