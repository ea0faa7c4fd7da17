import stringWidth from 'string-width';
import { shorten } from './shorten.js';
import type { Theme } from './theme.js';

/**
 * A name and its location in the source, in at most `width` columns. Folders give way first, then the
 * middle of the name, then the whole location.
 *
 * @param shortestName Columns that a longer name keeps; a location that leaves it fewer is left out.
 */
export function label(
  name: string,
  location: string,
  width: number,
  theme: Theme,
  shortestName = Math.max(14, width * 0.4),
): string {
  const { ellipsis } = theme.symbols;
  const file = location.slice(location.lastIndexOf('/') + 1);
  const nameWidth = Math.min(stringWidth(name), width - stringWidth(file) - 2);
  if (nameWidth < Math.min(stringWidth(name), shortestName)) {
    return shorten(name, width, 'middle', ellipsis);
  }
  const shortLocation = withoutFolders(location, width - nameWidth - 2, ellipsis);
  return `${shorten(name, nameWidth, 'middle', ellipsis)}  ${theme.styles.faint(shortLocation)}`;
}

/** The end of a path that fits: `src/db/pool.ts`, `…/db/pool.ts`, `…/pool.ts` or `pool.ts`. */
function withoutFolders(path: string, width: number, ellipsis: string): string {
  if (stringWidth(path) <= width) return path;
  const folders = path.split('/');
  const file = folders.pop()!;
  for (let from = 1; from <= folders.length; from++) {
    const short = [ellipsis, ...folders.slice(from), file].join('/');
    if (stringWidth(short) <= width) return short;
  }
  return file;
}
