import { relative, sep } from 'node:path';
import picomatch from 'picomatch';

/**
 * Tells whether an absolute path matches one of the globs. These are absolute or relative to `cwd`; one
 * without a slash matches names of files in any directory; one that names a directory matches what is
 * in it.
 */
export function createGlobMatcher(
  globs: string | readonly string[],
  cwd: string,
): (path: string) => boolean {
  const patterns = [globs]
    .flat()
    .map((glob) => toPosix(glob).replace(/^\.\//, '').replace(/\/$/, ''));
  const matchesPath = picomatch(
    patterns.flatMap((pattern) => [pattern, `${pattern}/**`]),
    { dot: true },
  );
  const matchesBasename = picomatch(
    patterns.filter((pattern) => !pattern.includes('/')),
    { dot: true, basename: true },
  );
  return (path) => {
    const name = toPosix(relative(cwd, path));
    return matchesPath(name) || matchesPath(toPosix(path)) || matchesBasename(name);
  };
}

/** Slashes in place of the backslashes of Windows; elsewhere a backslash escapes. */
export function toPosix(path: string): string {
  return sep === '/' ? path : path.split(sep).join('/');
}
